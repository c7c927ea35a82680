package io.finesweep.sampler;

/**
 * How much a point is worth by what a surrogate expects of it; at the same mean, more the less is
 * known.
 */
sealed interface Acquisition {

  /**
   * The worth, with its derivatives.
   *
   * @param byMean the derivative by the expected loss
   * @param byDeviation the derivative by its standard deviation
   */
  record Worth(double value, double byMean, double byDeviation) {}

  /** The worth of a point with this expected loss and standard deviation. */
  Worth at(double mean, double deviation);

  /** Whether a worth is the logarithm of what may be multiplied. */
  default boolean isLogarithm() {
    return false;
  }

  /**
   * The logarithm of the expected improvement on a loss (Ament and others, Unexpected Improvements
   * to Expected Improvement, NeurIPS 2023).
   *
   * @param best the loss to improve on
   * @param trust how many times what the surrogate does not know counts
   */
  record LogImprovement(double best, double trust) implements Acquisition {

    @Override
    public Worth at(double mean, double deviation) {
      double spread = trust * deviation;
      double z = (best - mean) / spread;
      double slope = ExpectedImprovement.slope(z);
      return new Worth(
          Math.log(spread) + ExpectedImprovement.log(z),
          -slope / spread,
          (1 - slope * z) / deviation);
    }

    @Override
    public boolean isLogarithm() {
      return true;
    }
  }

  /**
   * Exploration where the loss may still be good (Contal and others, Parallel Gaussian Process
   * Optimization with Upper Confidence Bound and Pure Exploration, 2013, with the coefficients of
   * OSS Vizier).
   *
   * @param threshold the expected loss where the lower confidence bound is lowest
   */
  record Exploration(double threshold) implements Acquisition {
    private static final double PENALTY = 10;
    private static final double OPTIMISM = 0.5;

    @Override
    public Worth at(double mean, double deviation) {
      double shortfall = threshold - (mean - OPTIMISM * deviation);
      return shortfall >= 0
          ? new Worth(deviation, 0, 1)
          : new Worth(deviation + PENALTY * shortfall, -PENALTY, 1 + PENALTY * OPTIMISM);
    }
  }
}
