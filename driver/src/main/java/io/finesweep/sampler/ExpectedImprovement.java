package io.finesweep.sampler;

/**
 * The logarithm of φ(z) + z Φ(z), the improvement that is expected over a mean z deviations worse,
 * in deviations (Ament and others, Unexpected Improvements to Expected Improvement, NeurIPS 2023,
 * equation 9).
 */
final class ExpectedImprovement {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private ExpectedImprovement() {}

  /** The logarithm, accurate for any finite {@code z}. */
  static double log(double z) {
    if (z > -1) {
      return Math.log(Normal.density(z) + z * Normal.cumulative(z));
    }
    // With Mills' ratio written as 1 / (t + c), φ + zΦ is φ c / (t + c): nothing cancels.
    double c = rest(-z);
    return -z * z / 2 - HALF_LOG_TWO_PI + Math.log(c / (c - z));
  }

  /** The derivative of {@link #log}. */
  static double slope(double z) {
    if (z > -1) {
      double below = Normal.cumulative(z);
      return below / (Normal.density(z) + z * below);
    }
    return 1 / rest(-z);
  }

  /** c in Mills' ratio (1 - Φ(t)) / φ(t) = 1 / (t + c), by Laplace's continued fraction. */
  private static double rest(double t) {
    double c = 0;
    for (int k = 12 + (int) (400 / (t * t)); k >= 1; k--) {
      c = k / (t + c);
    }
    return c;
  }
}
