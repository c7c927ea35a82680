package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which point of today's space a point of an earlier sweep stands for.
 *
 * <p>What is a parameter today must have had a value that the space holds. What was no parameter
 * then has the value that it was set to; where it was not set, its default.
 *
 * <p>What was a parameter then and is none today must have had the value that today's sweep sets,
 * numbers compared by value, options by name. Where today's sweep does not set it, that is its
 * default: Finesweep's own where Finesweep trains, else the one that the earlier sweep named. A
 * parameter below an option counts where the point has the option.
 *
 * <p>Settings that are a parameter in neither sweep may differ: how much a sweep has to say of
 * another objective is for its results to show.
 */
record Translation(SweepConfiguration past, SweepConfiguration today) {

  /**
   * What a point stands for.
   *
   * @param point of today's space, null where it stands for none
   * @param obstacle the path of the parameter that it stands for none by; of a constraint, {@code
   *     require}; the empty text where it stands for one
   */
  record Sense(@Nullable Configuration point, String obstacle) {}

  /** What {@code point} of the earlier sweep stands for. */
  Sense of(Configuration point) {
    Trained then = Trained.of(past, point);
    SearchSpace space = today.spec().space();
    Map<String, Value> values = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      if (SearchSpace.isActive(parameter, values)) {
        Optional<Value> value = value(parameter, point, then);
        if (value.isEmpty()) {
          return new Sense(null, parameter.path());
        }
        values.put(parameter.path(), value.get());
      }
    }
    Configuration translated = Configuration.of(values);
    if (!space.admits(translated)) {
      return new Sense(null, "require");
    }
    return differing(point, Trained.of(today, translated))
        .map(path -> new Sense(null, path))
        .orElseGet(() -> new Sense(translated, ""));
  }

  private Optional<Value> value(Parameter parameter, Configuration point, Trained then) {
    String path = parameter.path();
    if (past.spec().space().parameter(path).isPresent()) {
      return point.value(path).flatMap(value -> held(parameter, value));
    }
    Optional<Value> set = then.set(path);
    return set.isPresent()
        ? set.flatMap(value -> held(parameter, value))
        : Optional.of(
            then.standard(path)
                .flatMap(value -> held(parameter, value))
                .orElse(parameter.standard()));
  }

  /** The value as the parameter writes it; empty where it does not hold it. */
  private static Optional<Value> held(Parameter parameter, Value value) {
    Value fitting = value;
    if (parameter instanceof Parameter.Choice choice) {
      return choice.options().stream().filter(o -> Trained.same(o, value)).findFirst();
    } else if (parameter instanceof Parameter.Real && value instanceof Value.Whole whole) {
      fitting = new Value.Real(whole.number());
    } else if (value instanceof Value.Real real && real.number() == Math.rint(real.number())) {
      fitting = parameter instanceof Parameter.Whole ? new Value.Whole((long) real.number()) : real;
    }
    return parameter.holds(fitting) ? Optional.of(fitting) : Optional.empty();
  }

  /** The first parameter of the past alone that had another value than today's sweep sets. */
  private Optional<String> differing(Configuration point, Trained now) {
    return point.values().entrySet().stream()
        .filter(then -> today.spec().space().parameter(then.getKey()).isEmpty())
        .filter(then -> !holds(now, then.getKey(), then.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private boolean holds(Trained now, String path, Value value) {
    return now.set(path)
        .or(() -> now.standard(path))
        .or(() -> past.spec().space().parameter(path).map(it -> it.traits().standard()))
        .filter(today -> Trained.same(today, value))
        .isPresent();
  }
}
