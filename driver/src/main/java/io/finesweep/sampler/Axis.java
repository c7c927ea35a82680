package io.finesweep.sampler;

import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Share;
import io.finesweep.trial.Value;
import org.jspecify.annotations.Nullable;

/**
 * One parameter as models see it: a coordinate in [0, 1], cut into cells where there are few
 * values.
 *
 * @param cells the shares of the values in order; none for a continuous axis
 */
record Axis(Parameter parameter, Kind kind, Share[] cells) {

  /** With more values than this an axis counts as continuous. */
  private static final int MOST_CELLS = 64;

  /** How values of an axis are alike. */
  enum Kind {
    /** Numbers, the nearer the more alike. */
    CONTINUOUS,
    /** Few values in an order. */
    ORDERED,
    /** Options that are just different. */
    NOMINAL
  }

  static Axis of(Parameter parameter) {
    boolean nominal =
        parameter instanceof Parameter.Choice choice && choice.order() == Parameter.Order.NOMINAL;
    if (!nominal && parameter.cardinality() > MOST_CELLS) {
      return new Axis(parameter, Kind.CONTINUOUS, new Share[0]);
    }
    Share[] cells = new Share[(int) parameter.cardinality()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = parameter.share(parameter.value(i));
    }
    return new Axis(parameter, nominal ? Kind.NOMINAL : Kind.ORDERED, cells);
  }

  /** The coordinate of {@code value}; NaN where the parameter is not active. */
  double coordinate(@Nullable Value value) {
    return value == null ? Double.NaN : parameter.unit(value);
  }

  /** The coordinate of the value that {@code unit} stands for. */
  double snapped(double unit) {
    if (isCut()) {
      return cells[cell(unit)].middle();
    }
    return parameter.cardinality() == Long.MAX_VALUE ? unit : parameter.unit(parameter.at(unit));
  }

  /** The index of the cell that holds {@code coordinate}; -1 where it is NaN. */
  int cell(double coordinate) {
    if (Double.isNaN(coordinate)) {
      return -1;
    }
    int low = 0;
    int high = cells.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (cells[middle].from() <= coordinate) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Whether cells are compared by equality alone. */
  boolean isNominal() {
    return kind == Kind.NOMINAL;
  }

  /** Whether the axis is cut into cells. */
  boolean isCut() {
    return kind != Kind.CONTINUOUS;
  }
}
