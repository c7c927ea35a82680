package io.finesweep.sampler;

import java.util.List;

/**
 * What a sweep's own model and those of earlier sweeps expect together. How sure that is the own
 * model says alone: an earlier sweep never makes a region count as explored.
 *
 * @param own the weight of the own model
 */
record Blend(double own, List<Voice> others) {

  /** The own model alone. */
  static final Blend ALONE = new Blend(1, List.of());

  /** One of the others. */
  record Voice(Posterior posterior, double weight) {}

  Blend {
    others = List.copyOf(others);
  }

  /** The mean at {@code point} where the own model expects {@code mean}. */
  double mean(double[] point, double mean) {
    double sum = own * mean;
    for (Voice voice : others) {
      sum += voice.weight() * voice.posterior().view(point).mean();
    }
    return sum;
  }

  /** Likewise; {@code slopes} of the own mean become those of the sum. */
  double mean(double[] point, double mean, double[] slopes) {
    double sum = own * mean;
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] *= own;
    }
    double[] more = new double[slopes.length];
    for (Voice voice : others) {
      Posterior.Belief belief =
          voice.posterior().view(point).belief(more, new double[slopes.length]);
      sum += voice.weight() * belief.mean();
      for (int j = 0; j < slopes.length; j++) {
        slopes[j] += voice.weight() * more[j];
      }
    }
    return sum;
  }
}
