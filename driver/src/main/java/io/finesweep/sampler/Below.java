package io.finesweep.sampler;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The density of what is good: that of this sweep's best trials, and with a share that falls as
 * results come in those of earlier sweeps'.
 *
 * @param past one density for each earlier sweep
 * @param share of all earlier sweeps together
 */
record Below(Mixture own, List<Mixture> past, double share) {

  /** So many results of this sweep's weigh as much as all earlier sweeps together. */
  private static final double WEIGHT = 10;

  Below {
    past = List.copyOf(past);
  }

  /**
   * The density after so many results.
   *
   * @param past of earlier sweeps that may have a say
   */
  static Below after(int results, Mixture own, List<Mixture> past) {
    return new Below(own, past, past.isEmpty() ? 0 : WEIGHT / (WEIGHT + results));
  }

  /** Coordinates, one for each axis; those of parameters that turn out inactive mean nothing. */
  double[] draw(RandomGenerator random) {
    if (past.isEmpty() || random.nextDouble() >= share) {
      return own.draw(random);
    }
    return past.get(random.nextInt(past.size())).draw(random);
  }

  /** The logarithm of the density at {@code point}, NaN where a parameter is not active. */
  double logDensity(double[] point) {
    double sum = Math.log1p(-share) + own.logDensity(point);
    for (Mixture mixture : past) {
      double more = Math.log(share / past.size()) + mixture.logDensity(point);
      double greater = Math.max(sum, more);
      sum = greater + Math.log1p(Math.exp(Math.min(sum, more) - greater));
    }
    return sum;
  }
}
