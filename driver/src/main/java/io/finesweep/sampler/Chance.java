package io.finesweep.sampler;

import java.util.Comparator;
import java.util.stream.IntStream;

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

  /** The sample, with a variance for each of its broken trials. */
  static Sample doubted(Sample sample) {
    double[] noise = sample.noise().clone();
    double share = (double) sample.measured() / sample.size();
    for (int i = sample.measured(); i < noise.length; i++) {
      double alike = share == 0 ? 0 : Math.min(1, soundAround(sample, i) / share);
      noise[i] = Math.max(LEAST, DOUBT * alike * alike);
    }
    return new Sample(sample.points(), sample.values(), noise, sample.nominal(), sample.measured());
  }

  /** The share of the nearest trials that came to a result. */
  private static double soundAround(Sample sample, int broken) {
    return IntStream.range(0, sample.size())
        .filter(i -> i != broken)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> sample.gap(i, broken)))
        .limit(NEIGHBOURS)
        .mapToInt(i -> i < sample.measured() ? 1 : 0)
        .average()
        .orElse(0);
  }
}
