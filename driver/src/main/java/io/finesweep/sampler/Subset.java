package io.finesweep.sampler;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The part of a sample that stands for all of it where all of it is too much. */
final class Subset {

  private Subset() {}

  /**
   * The sample itself, or where it is larger than {@code most}: half as many, those with the lowest
   * values, and as many again that each lie as far as possible from those chosen before (Gonzalez,
   * Clustering to Minimize the Maximum Intercluster Distance, 1985).
   */
  static Sample of(Sample sample, int most) {
    int n = sample.size();
    if (n <= most) {
      return sample;
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> sample.values()[i]))
            .mapToInt(i -> i)
            .toArray();
    int[] chosen = Arrays.copyOf(order, most);
    double[] gaps = new double[n];
    Arrays.fill(gaps, Double.POSITIVE_INFINITY);
    for (int i = 0; i < most / 2; i++) {
      shrink(gaps, sample, chosen[i]);
    }
    for (int i = most / 2; i < most; i++) {
      chosen[i] = farthest(gaps);
      shrink(gaps, sample, chosen[i]);
    }
    Arrays.sort(chosen);
    return sample.of(chosen);
  }

  private static void shrink(double[] gaps, Sample sample, int to) {
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = gaps[i] == 0 ? 0 : Math.min(gaps[i], sample.gap(i, to));
    }
    gaps[to] = 0;
  }

  private static int farthest(double[] gaps) {
    int farthest = 0;
    for (int i = 1; i < gaps.length; i++) {
      farthest = gaps[i] > gaps[farthest] ? i : farthest;
    }
    return farthest;
  }
}
