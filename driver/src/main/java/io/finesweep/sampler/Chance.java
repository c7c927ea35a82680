package io.finesweep.sampler;

import java.util.Arrays;

/**
 * How far what broke trials may have been chance: what stands for one is doubted where trials close
 * by came to a result as often as everywhere, and believed where most of them broke, too. Believed
 * without doubt, a few that failed by chance would bend a surrogate as no loss does.
 */
final class Chance {

  /** The variance where nothing tells chance from a cause, that of all losses being 1. */
  private static final double DOUBT = 6;

  private static final double LEAST = 0.02;
  private static final int NEIGHBOURS = 8;

  private Chance() {}

  /** The sample, with a variance for each of its broken trials, if any was measured. */
  static Sample doubted(Sample sample) {
    if (sample.measured() == 0) {
      return sample;
    }
    double[] noise = sample.noise().clone();
    double share = (double) sample.measured() / sample.size();
    for (int i = sample.measured(); i < noise.length; i++) {
      double alike = Math.min(1, soundAround(sample, i) / share);
      noise[i] = Math.max(LEAST, DOUBT * alike * alike);
    }
    return new Sample(sample.points(), sample.values(), noise, sample.nominal(), sample.measured());
  }

  /** The share of the nearest trials that came to a result. */
  private static double soundAround(Sample sample, int broken) {
    double[] gaps = new double[sample.size()];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = i == broken ? Double.POSITIVE_INFINITY : sample.gap(i, broken);
    }
    double[] sorted = gaps.clone();
    Arrays.sort(sorted);
    double farthest = sorted[Math.min(NEIGHBOURS, sorted.length - 1) - 1];
    int near = 0;
    int sound = 0;
    for (int i = 0; i < gaps.length; i++) {
      near += gaps[i] <= farthest ? 1 : 0;
      sound += gaps[i] <= farthest && i < sample.measured() ? 1 : 0;
    }
    return (double) sound / near;
  }
}
