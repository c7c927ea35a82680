package io.finesweep.sampler;

import java.util.Arrays;

/**
 * What a Gaussian process is conditioned on.
 *
 * @param points the coordinates of each observation
 * @param values what was observed there
 * @param noise the variance of each observation, so far as it is known
 * @param nominal which axes hold options without an order
 * @param measured how many of them, the first, were measured; the others stand for broken trials
 */
record Sample(double[][] points, double[] values, double[] noise, boolean[] nominal, int measured) {

  /** Of what was measured alone. */
  Sample(double[][] points, double[] values, double[] noise, boolean[] nominal) {
    this(points, values, noise, nominal, points.length);
  }

  int size() {
    return points.length;
  }

  int axes() {
    return nominal.length;
  }

  /** Whether the other holds the same numbers. */
  boolean isSameAs(Sample other) {
    return Arrays.equals(values, other.values)
        && Arrays.equals(noise, other.noise)
        && Arrays.deepEquals(points, other.points);
  }

  /** The observations at these places, which rise. */
  Sample of(int[] places) {
    return new Sample(
        Arrays.stream(places).mapToObj(i -> points[i]).toArray(double[][]::new),
        Arrays.stream(places).mapToDouble(i -> values[i]).toArray(),
        Arrays.stream(places).mapToDouble(i -> noise[i]).toArray(),
        nominal,
        (int) Arrays.stream(places).filter(i -> i < measured).count());
  }

  /** The squared distance of two observations in coordinates; options are 1 apart. */
  double gap(int i, int k) {
    double sum = 0;
    for (int j = 0; j < nominal.length; j++) {
      double difference = points[i][j] - points[k][j];
      sum += nominal[j] ? (difference == 0 ? 0 : 1) : difference * difference;
    }
    return sum;
  }
}
