package io.finesweep.sampler;

import org.jspecify.annotations.Nullable;

/**
 * The covariances that were fitted to samples. It remembers the last one: what it gives depends on
 * the sample alone, since every fit starts from the same two places.
 */
final class Fits {

  private static final int COARSE = 100;
  private static final int FINE = 300;
  private static final int ITERATIONS = 60;
  private static final int REFINEMENTS = 10;

  private static final int STEPS = 20;

  private final int varying;
  private @Nullable Sample last;
  private double[] logs = {};

  /**
   * No fits yet.
   *
   * @param varying how many axes can have more than one value
   */
  Fits(int varying) {
    this.varying = varying;
  }

  /** The logarithms of the covariance that is most probable after {@code sample}. */
  synchronized double[] to(Sample sample) {
    if (last == null || !last.isSameAs(sample)) {
      logs = fitted(sample);
      last = sample;
    }
    return logs.clone();
  }

  /** Large samples are fitted in two steps: a part of them from both starts, then most of them. */
  private double[] fitted(Sample sample) {
    Fit coarse = new Fit(Subset.of(sample, COARSE), varying);
    Descent.Place smooth = coarse.from(coarse.mode(), ITERATIONS);
    Descent.Place rough = coarse.from(coarse.rough(), ITERATIONS);
    Descent.Place better = rough.value() < smooth.value() ? rough : smooth;
    if (sample.size() > COARSE) {
      Fit fine = new Fit(Subset.of(sample, FINE), varying);
      better = fine.from(better.point(), REFINEMENTS);
    }
    return Double.isFinite(better.value()) ? better.point() : coarse.mode();
  }

  /** How many of so many results a covariance is fitted to: all of few, then fewer times. */
  static int refittedAt(int results) {
    int step = Math.max(1, results / STEPS);
    return results / step * step;
  }
}
