package io.finesweep.space;

import io.finesweep.space.Parameter.Condition;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The points of a space whose parameters take listed values only, numbered: the product of the
 * lists inside a branch, the sum across branches.
 */
public final class Lattice {

  private final Branch root;

  /** The lattice in which each parameter takes the values that {@code values} lists. */
  public Lattice(SearchSpace space, Function<Parameter, List<Value>> values) {
    this.root = Branch.below(null, space.parameters(), values);
  }

  /** The lattice of all points of a space in which every parameter is countable. */
  public static Lattice complete(SearchSpace space) {
    return new Lattice(space, Values::new);
  }

  /** How many points there are; {@link Long#MAX_VALUE} where they are more. */
  public long size() {
    return root.size();
  }

  /** The point with this number, from 0. */
  public Configuration at(long number) {
    Map<String, Value> values = new LinkedHashMap<>();
    root.put(Objects.checkIndex(number, size()), values);
    return Configuration.of(values);
  }

  private static long times(long a, long b) {
    return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  private static long plus(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** What is active below one option: axes that multiply. */
  private record Branch(List<Axis> axes, long size) {

    static Branch below(
        @Nullable Condition condition,
        List<Parameter> parameters,
        Function<Parameter, List<Value>> values) {
      List<Axis> axes = new ArrayList<>();
      long size = 1;
      for (Parameter parameter : parameters) {
        if (Objects.equals(parameter.condition(), condition)) {
          Axis axis = Axis.of(parameter, parameters, values);
          axes.add(axis);
          size = times(size, axis.size());
        }
      }
      return new Branch(axes, size);
    }

    void put(long number, Map<String, Value> into) {
      long left = number;
      for (Axis axis : axes) {
        axis.put(left % axis.size(), into);
        left /= axis.size();
      }
    }
  }

  /** One parameter's listed values, each with the branch below it; none where nothing is below. */
  private record Axis(String path, List<Value> values, List<Branch> below, long size) {

    static Axis of(
        Parameter parameter, List<Parameter> parameters, Function<Parameter, List<Value>> listed) {
      List<Value> values = listed.apply(parameter);
      String path = parameter.path();
      boolean isParent =
          parameters.stream()
              .map(Parameter::condition)
              .anyMatch(condition -> condition != null && condition.parent().equals(path));
      if (!isParent) {
        return new Axis(path, values, List.of(), values.size());
      }
      List<Branch> below = new ArrayList<>();
      long size = 0;
      for (Value option : values) {
        below.add(Branch.below(new Condition(path, option), parameters, listed));
        size = plus(size, below.get(below.size() - 1).size());
      }
      return new Axis(path, values, below, size);
    }

    void put(long number, Map<String, Value> into) {
      if (below.isEmpty()) {
        into.put(path, values.get((int) number));
        return;
      }
      int option = 0;
      long left = number;
      while (left >= below.get(option).size()) {
        left -= below.get(option).size();
        option++;
      }
      into.put(path, values.get(option));
      below.get(option).put(left, into);
    }
  }
}
