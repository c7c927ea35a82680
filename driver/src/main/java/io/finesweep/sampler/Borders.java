package io.finesweep.sampler;

import io.finesweep.sampler.Encoding.Coordinate;
import java.util.Arrays;

/**
 * How much less likely the optimum lies on a border of the space than inside of it, before anything
 * is known. A Gaussian process has neighbours on one side only there and is the least sure, so that
 * an acquisition by itself goes to borders far more often than the good points lie there (Siivola
 * and others, Correcting Boundary Over-Exploration Deficiencies in Bayesian Optimization with
 * Virtual Derivative Sign Observations, MLSP 2018). The expected improvement is multiplied by this
 * (as by the prior of Hvarfner and others, πBO, ICLR 2022). An axis of options without an order, or
 * of fewer than four values, has no borders.
 */
final class Borders {

  /** A border is half as likely. */
  private static final double LOSS = Math.log(2);

  /** So far from a border, as a share of the range, it is no longer felt. */
  private static final double WIDTH = 0.05;

  private static final int FEWEST = 4;

  /** A space without borders. */
  static final Borders NONE = new Borders(new double[0], new double[0]);

  private final double[] first;
  private final double[] last;

  private Borders(double[] first, double[] last) {
    this.first = first;
    this.last = last;
  }

  /** The borders of the space that {@code encoding} gives coordinates. */
  static Borders of(Encoding encoding) {
    double[] first = new double[encoding.size()];
    double[] last = new double[encoding.size()];
    Arrays.fill(first, Double.NEGATIVE_INFINITY);
    Arrays.fill(last, Double.POSITIVE_INFINITY);
    for (int j = 0; j < first.length; j++) {
      Coordinate axis = encoding.axes().get(j);
      if (!axis.isNominal() && axis.parameter().cardinality() >= FEWEST) {
        first[j] = axis.snapped(0);
        last[j] = axis.snapped(1);
      }
    }
    return new Borders(first, last);
  }

  /**
   * The logarithm of the factor at a point: 0 inside, lower for each border that it is close to.
   */
  double log(double[] point) {
    double log = 0;
    for (int j = 0; j < first.length; j++) {
      double apart = Math.min(point[j] - first[j], last[j] - point[j]);
      log -= LOSS * Math.max(0, 1 - apart / WIDTH);
    }
    return log;
  }

  /** Adds the derivatives of {@link #log} by each coordinate. */
  void addSlopes(double[] point, double[] slopes) {
    for (int j = 0; j < first.length; j++) {
      if (point[j] - first[j] < WIDTH) {
        slopes[j] += LOSS / WIDTH;
      } else if (last[j] - point[j] < WIDTH) {
        slopes[j] -= LOSS / WIDTH;
      }
    }
  }
}
