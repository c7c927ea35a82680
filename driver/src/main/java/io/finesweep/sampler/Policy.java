package io.finesweep.sampler;

import io.finesweep.sampler.AcquisitionSearch.Found;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a point is to be chosen for.
 *
 * @param posterior what is believed
 * @param running how many points run whose values are not known yet
 * @param wide whether more is hoped for from what the surrogate does not know
 */
record Policy(Posterior posterior, int running, boolean wide) {

  /** What the surrogate does not know counts less than it says: losses level off at the best. */
  private static final double TRUST = 0.7;

  /** A surrogate that sees no more to gain may be wrong. */
  private static final double TRUST_WIDE = 1.5;

  private static final double LEAST_IMPROVING = 0.25;
  private static final double CROWD = 4;
  private static final double OPTIMISM = 1.8;
  private static final double LITTLE = Math.log(1e-3);
  private static final double LEAP = 0.3;

  /** With many points running it is mostly exploration that adds to what they will tell. */
  Acquisition first(List<double[]> points, RandomGenerator random) {
    double improving = Math.max(LEAST_IMPROVING, 1 / (1 + running / CROWD));
    return random.nextDouble() < improving
        ? new Acquisition.LogImprovement(posterior.best(), wide ? TRUST_WIDE : TRUST)
        : new Acquisition.Exploration(threshold(points));
  }

  /**
   * Where the first acquisition found little left to gain, every other time one that wants a leap:
   * a basin is not to be polished while another may be deeper. Else nothing.
   */
  Optional<Acquisition> second(Acquisition first, List<Found> found, RandomGenerator random) {
    if (first instanceof Acquisition.LogImprovement improvement
        && !found.isEmpty()
        && found.get(0).worth() < LITTLE
        && random.nextBoolean()) {
      return Optional.of(
          new Acquisition.LogImprovement(improvement.best() - LEAP, improvement.trust()));
    }
    return Optional.empty();
  }

  /** The mean where the lower confidence bound is lowest. */
  private double threshold(List<double[]> points) {
    double threshold = posterior.best();
    double lowest = Double.POSITIVE_INFINITY;
    for (double[] point : points) {
      Posterior.View view = posterior.view(point);
      if (view.mean() - OPTIMISM * view.deviationAtMost() < lowest) {
        double bound = view.mean() - OPTIMISM * view.belief().deviation();
        threshold = bound < lowest ? view.mean() : threshold;
        lowest = Math.min(lowest, bound);
      }
    }
    return threshold;
  }
}
