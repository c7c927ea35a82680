package io.finesweep.data;

import java.util.random.RandomGenerator;

/** Draws shares from a beta distribution: of two gamma variates, the part of the first. */
final class Beta {

  private Beta() {}

  /** A share from Beta(alpha, alpha). */
  static double symmetric(double alpha, RandomGenerator random) {
    double one = logGamma(alpha, random);
    double other = logGamma(alpha, random);
    return 1 / (1 + Math.exp(other - one));
  }

  /**
   * The logarithm of a gamma variate (Marsaglia and Tsang, A simple method for generating gamma
   * variables, 2000); for alpha below 1 variates are too small for anything but their logarithm.
   */
  private static double logGamma(double alpha, RandomGenerator random) {
    if (alpha < 1) {
      return logGamma(alpha + 1, random) + Math.log(1 - random.nextDouble()) / alpha;
    }
    double d = alpha - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      double u = 1 - random.nextDouble();
      if (v > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return Math.log(d * v);
      }
    }
  }
}
