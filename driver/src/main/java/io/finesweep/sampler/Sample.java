package io.finesweep.sampler;

import java.util.Arrays;

/**
 * What a Gaussian process is conditioned on.
 *
 * @param points the coordinates of each observation
 * @param values what was observed there
 * @param noise the variance of each observation, so far as it is known
 * @param nominal which axes hold options without an order
 */
record Sample(double[][] points, double[] values, double[] noise, boolean[] nominal) {

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

  /** The observations at these places. */
  Sample of(int[] places) {
    return new Sample(
        Arrays.stream(places).mapToObj(i -> points[i]).toArray(double[][]::new),
        Arrays.stream(places).mapToDouble(i -> values[i]).toArray(),
        Arrays.stream(places).mapToDouble(i -> noise[i]).toArray(),
        nominal);
  }
}
