package io.finesweep.space;

import io.finesweep.space.Parameter.Scale;
import io.finesweep.trial.Value;
import java.math.BigDecimal;
import java.math.MathContext;

/** Arithmetic on numeric ranges. */
final class Numbers {

  private Numbers() {}

  /** The number at {@code unit} between two ends on a scale. */
  static double between(double from, double to, Scale scale, double unit) {
    if (scale == Scale.LINEAR) {
      return from + unit * (to - from);
    }
    double start = Math.log(from);
    return Math.exp(start + unit * (Math.log(to) - start));
  }

  /** The inverse of {@link #between}; the middle of a range that is a single number. */
  static double unit(double from, double to, Scale scale, double number) {
    if (to == from) {
      return 0.5;
    }
    double unit =
        scale == Scale.LINEAR
            ? (number - from) / (to - from)
            : (Math.log(number) - Math.log(from)) / (Math.log(to) - Math.log(from));
    return Math.min(Math.max(unit, 0), 1);
  }

  /** {@code points} numbers between two ends, both included, evenly spread on a scale. */
  static double[] spread(double from, double to, Scale scale, int points) {
    double[] numbers = new double[points];
    for (int i = 0; i < points; i++) {
      double unit = points == 1 ? 0.5 : (double) i / (points - 1);
      numbers[i] = clamped(rounded(between(from, to, scale, unit)), from, to);
    }
    if (points > 1) {
      numbers[0] = from;
      numbers[points - 1] = to;
    }
    return numbers;
  }

  static double clamped(double number, double low, double high) {
    return Math.min(Math.max(number, low), high);
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
