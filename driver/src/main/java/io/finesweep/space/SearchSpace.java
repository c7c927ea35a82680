package io.finesweep.space;

import io.finesweep.space.Parameter.Condition;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All points that a sweep may try. A parameter with a condition is active only where its parent has
 * the option; a point holds the values of active parameters alone, and every constraint holds for
 * it.
 *
 * @param parameters parents before children
 */
public record SearchSpace(List<Parameter> parameters, List<Constraint> constraints) {

  public SearchSpace {
    parameters = List.copyOf(parameters);
    constraints = List.copyOf(constraints);
    Map<String, Parameter> before = new HashMap<>();
    for (Parameter parameter : parameters) {
      Condition condition = parameter.condition();
      if (condition != null
          && !(before.get(condition.parent()) instanceof Parameter.Choice parent
              && parent.holds(condition.option()))) {
        throw new IllegalArgumentException(
            "'"
                + parameter.path()
                + "' depends on '"
                + condition.parent()
                + "' having the value '"
                + condition.option().plain()
                + "', which no choice before it has.");
      }
      if (before.put(parameter.path(), parameter) != null) {
        throw new IllegalArgumentException("Two parameters are named '" + parameter.path() + "'.");
      }
    }
  }

  /** A space without constraints. */
  public SearchSpace(List<Parameter> parameters) {
    this(parameters, List.of());
  }

  /** Whether every constraint holds for {@code point}. */
  public boolean admits(Configuration point) {
    for (Constraint constraint : constraints) {
      if (!constraint.holds(point)) {
        return false;
      }
    }
    return true;
  }

  /** The parameter at {@code path}. */
  public Optional<Parameter> parameter(String path) {
    return parameters.stream().filter(p -> p.path().equals(path)).findFirst();
  }

  /** Whether {@code parameter} is active beside these values of those before it. */
  public static boolean isActive(Parameter parameter, Map<String, Value> values) {
    Condition condition = parameter.condition();
    return condition == null || condition.option().equals(values.get(condition.parent()));
  }

  /**
   * The point whose active parameters have the values at {@code units} in [0, 1), whether or not
   * the constraints hold for it.
   */
  public Configuration at(ToDoubleFunction<Parameter> units) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (isActive(parameter, values)) {
        values.put(parameter.path(), parameter.at(units.applyAsDouble(parameter)));
      }
    }
    return Configuration.of(values);
  }

  /**
   * A point drawn uniformly: parents first, then their active children, whether or not the
   * constraints hold for it.
   */
  public Configuration draw(RandomGenerator random) {
    return at(parameter -> random.nextDouble());
  }

  /**
   * How many points there are, those counted too for which a constraint does not hold; {@link
   * Long#MAX_VALUE} where they are more or not countable.
   */
  public long size() {
    return size(null);
  }

  private long size(@Nullable Condition condition) {
    long product = 1;
    for (Parameter parameter : parameters) {
      if (Objects.equals(parameter.condition(), condition)) {
        long below = sizeBelow(parameter);
        product = product > Long.MAX_VALUE / below ? Long.MAX_VALUE : product * below;
      }
    }
    return product;
  }

  private long sizeBelow(Parameter parameter) {
    if (!(parameter instanceof Parameter.Choice choice)) {
      return parameter.cardinality();
    }
    long sum = 0;
    for (Value option : choice.options()) {
      long below = size(new Condition(choice.path(), option));
      sum = sum > Long.MAX_VALUE - below ? Long.MAX_VALUE : sum + below;
    }
    return sum;
  }

  /**
   * What keeps {@code configuration} from being a point of this space, in sentences; none where it
   * is one.
   */
  public List<String> faults(Configuration configuration) {
    List<String> faults = new ArrayList<>();
    Map<String, Value> left = new LinkedHashMap<>(configuration.values());
    for (Parameter parameter : parameters) {
      Value value = left.remove(parameter.path());
      boolean active = isActive(parameter, configuration.values());
      if (active && value == null) {
        faults.add("'" + parameter.path() + "' has no value.");
      } else if (!active && value != null) {
        faults.add("'" + parameter.path() + "' is not active beside the other values.");
      } else if (value != null && !parameter.holds(value)) {
        faults.add("'" + parameter.path() + "' cannot be " + value.plain() + ".");
      }
    }
    if (faults.isEmpty()) {
      for (Constraint constraint : constraints) {
        if (!constraint.holds(configuration)) {
          faults.add("It breaks the constraint \"" + constraint.text() + "\".");
        }
      }
    }
    left.keySet().forEach(path -> faults.add("'" + path + "' is no parameter of this space."));
    return faults;
  }
}
