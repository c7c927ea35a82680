package io.finesweep.analysis;

import org.hipparchus.distribution.continuous.TDistribution;

/** Student's t distribution (Student, The probable error of a mean, 1908). */
final class StudentT {

  private static final int REMEMBERED = 64;
  private static final double[] QUANTILES = new double[REMEMBERED];

  static {
    for (int freedom = 1; freedom < REMEMBERED; freedom++) {
      QUANTILES[freedom] = new TDistribution(freedom).inverseCumulativeProbability(0.975);
    }
  }

  private StudentT() {}

  /** How many standard errors a 95% interval reaches to either side. */
  static double reach(int freedom) {
    return freedom < REMEMBERED
        ? QUANTILES[freedom]
        : new TDistribution(freedom).inverseCumulativeProbability(0.975);
  }

  /** How probable a value at least as far from 0 is where there is no difference. */
  static double twoSided(double t, int freedom) {
    return 2 * new TDistribution(freedom).cumulativeProbability(-Math.abs(t));
  }
}
