package io.finesweep.sampler;

import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Condition;
import io.finesweep.space.Parameter.Order;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The coordinates in which a Gaussian process sees the points of a space: [0, 1] for a number, the
 * evenly spread place of an ordinal option, the index of any other option, and the same {@link
 * #INACTIVE} for whatever is not active.
 */
final class Encoding {

  /** The coordinate of an inactive parameter: the middle of a range, and no option's index. */
  static final double INACTIVE = 0.5;

  private final List<Coordinate> axes;

  Encoding(SearchSpace space) {
    Map<String, Integer> indices = new HashMap<>();
    List<Coordinate> list = new ArrayList<>();
    for (Parameter parameter : space.parameters()) {
      Condition condition = parameter.condition();
      int parent = condition == null ? -1 : indices.getOrDefault(condition.parent(), -1);
      double option =
          condition == null ? INACTIVE : list.get(parent).coordinate(condition.option());
      indices.put(parameter.path(), list.size());
      list.add(new Coordinate(parameter, parent, option));
    }
    this.axes = List.copyOf(list);
  }

  /**
   * One coordinate.
   *
   * @param parent the index of the axis that it depends on, -1 for none
   * @param option the coordinate there at which this one is active
   */
  record Coordinate(Parameter parameter, int parent, double option) {

    /** Up to so many values are tried one by one. */
    private static final int FEW = 16;

    boolean isNominal() {
      return parameter instanceof Parameter.Choice choice && choice.order() == Order.NOMINAL;
    }

    /** Whether there are so many values that slopes lead among them. */
    boolean isSmooth() {
      return !(parameter instanceof Parameter.Choice) && parameter.cardinality() > FEW;
    }

    /** Whether any number of [0, 1] is a value. */
    boolean isContinuous() {
      return parameter.cardinality() == Long.MAX_VALUE;
    }

    boolean isActive(double[] point) {
      return parent < 0 || point[parent] == option;
    }

    double coordinate(Value value) {
      if (parameter instanceof Parameter.Choice choice) {
        double index = choice.options().indexOf(value);
        return isNominal() ? index : choice.options().size() == 1 ? 0 : index / last(choice);
      }
      return parameter.unit(value);
    }

    Value value(double coordinate) {
      if (parameter instanceof Parameter.Choice choice) {
        double index = isNominal() ? coordinate : coordinate * last(choice);
        return choice.options().get((int) Math.min(Math.max(Math.rint(index), 0), last(choice)));
      }
      return parameter.at(Math.min(Math.max(coordinate, 0), 1));
    }

    private static int last(Parameter.Choice choice) {
      return choice.options().size() - 1;
    }

    /** The coordinate of the share of the prior at {@code unit} in [0, 1). */
    double drawn(double unit) {
      return isContinuous() ? unit : coordinate(parameter.at(unit));
    }

    /** The nearest coordinate of a value. */
    double snapped(double coordinate) {
      return isContinuous() ? Math.min(Math.max(coordinate, 0), 1) : coordinate(value(coordinate));
    }

    /** The coordinates of other values to try beside {@code coordinate}: all, or the next ones. */
    double[] around(double coordinate) {
      if (!isSmooth()) {
        return LongStream.range(0, parameter.cardinality())
            .mapToDouble(index -> coordinate(parameter.value(index)))
            .filter(other -> other != coordinate)
            .toArray();
      }
      double cell = 1.0 / parameter.cardinality();
      return DoubleStream.of(-2, -1, 1, 2)
          .map(cells -> snapped(coordinate + cells * cell))
          .filter(other -> other != coordinate)
          .toArray();
    }
  }

  List<Coordinate> axes() {
    return axes;
  }

  int size() {
    return axes.size();
  }

  /** How many axes have more than one value. */
  int varying() {
    return (int) axes.stream().filter(axis -> axis.parameter().cardinality() > 1).count();
  }

  /** Which axes count differences only as such. */
  boolean[] nominal() {
    boolean[] nominal = new boolean[axes.size()];
    for (int j = 0; j < nominal.length; j++) {
      nominal[j] = axes.get(j).isNominal();
    }
    return nominal;
  }

  double[] encoded(Configuration configuration) {
    double[] point = new double[axes.size()];
    for (int j = 0; j < point.length; j++) {
      Coordinate axis = axes.get(j);
      point[j] =
          configuration.value(axis.parameter().path()).map(axis::coordinate).orElse(INACTIVE);
    }
    return point;
  }

  Configuration decoded(double[] point) {
    Map<String, Value> values = new HashMap<>();
    for (int j = 0; j < point.length; j++) {
      Coordinate axis = axes.get(j);
      if (axis.isActive(point)) {
        values.put(axis.parameter().path(), axis.value(point[j]));
      }
    }
    return Configuration.of(values);
  }

  /** The coordinates of the point at these shares of the prior, each in [0, 1). */
  double[] drawn(double[] units) {
    double[] point = new double[axes.size()];
    for (int j = 0; j < point.length; j++) {
      point[j] = axes.get(j).isActive(point) ? axes.get(j).drawn(units[j]) : INACTIVE;
    }
    return point;
  }

  /** The point itself, on values and without what is not active. */
  double[] snapped(double[] point) {
    double[] snapped = new double[point.length];
    for (int j = 0; j < point.length; j++) {
      Coordinate axis = axes.get(j);
      snapped[j] = axis.isActive(snapped) ? axis.snapped(point[j]) : INACTIVE;
    }
    return snapped;
  }
}
