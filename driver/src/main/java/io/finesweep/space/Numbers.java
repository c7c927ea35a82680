package io.finesweep.space;

import io.finesweep.space.Parameter.Scale;
import io.finesweep.trial.Value;
import java.math.BigDecimal;
import java.math.MathContext;

/** Arithmetic on numeric ranges. */
final class Numbers {

  private Numbers() {}

  /**
   * The number at {@code unit} between two ends on a scale. Where half a step takes the lower end
   * of a log range to 0 or below, half of {@code least} stands in for it.
   */
  static double between(double from, double to, Scale scale, double least, double unit) {
    if (scale == Scale.LINEAR) {
      return from + unit * (to - from);
    }
    double start = Math.log(from > 0 ? from : least / 2);
    return Math.exp(start + unit * (Math.log(to) - start));
  }

  /** The inverse of {@link #between}. */
  static double share(double from, double to, Scale scale, double least, double number) {
    if (to == from) {
      return 0.5;
    }
    if (scale == Scale.LINEAR) {
      return (number - from) / (to - from);
    }
    double start = Math.log(from > 0 ? from : least / 2);
    return (Math.log(number) - start) / (Math.log(to) - start);
  }

  static double number(Value value) {
    if (value instanceof Value.Real real) {
      return real.number();
    } else if (value instanceof Value.Whole whole) {
      return whole.number();
    }
    throw new IllegalArgumentException("'" + value.plain() + "' is not a number.");
  }

  /** Without the last digits that multiples of a decimal step leave behind. */
  static double rounded(double number) {
    return new BigDecimal(number).round(new MathContext(14)).doubleValue();
  }
}
