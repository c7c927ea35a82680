package io.finesweep.sampler;

import java.util.Arrays;

/**
 * The part of a space in which the next point is looked for: a box around a centre.
 *
 * @param centre a point of the space
 * @param low the least coordinates, of axes that are not nominal
 * @param high the greatest coordinates, of axes that are not nominal
 * @param share how likely a coordinate may differ from the centre's
 */
record Region(double[] centre, double[] low, double[] high, double share) {

  private static final double DIFFERENT = 20;

  /** All of a space. */
  static Region everywhere(double[] centre) {
    double[] high = new double[centre.length];
    Arrays.fill(high, 1);
    return new Region(centre, new double[centre.length], high, 1);
  }

  /** The box with sides of this length, longer where the length scale is longer. */
  static Region around(double[] centre, double length, Covariance covariance) {
    if (Double.isInfinite(length)) {
      return everywhere(centre);
    }
    double[] low = new double[centre.length];
    double[] high = new double[centre.length];
    double logs = 0;
    for (int j = 0; j < centre.length; j++) {
      logs += Math.log(covariance.scale(j)) / centre.length;
    }
    for (int j = 0; j < centre.length; j++) {
      double half = length / 2 * covariance.scale(j) / Math.exp(logs);
      low[j] = Math.max(0, centre[j] - half);
      high[j] = Math.min(1, centre[j] + half);
    }
    return new Region(centre, low, high, Math.min(1, DIFFERENT / centre.length));
  }
}
