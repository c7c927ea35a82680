package io.finesweep.sampler;

import java.util.Arrays;

/**
 * Losses made fit for a Gaussian process: those far above all others brought near them, where the
 * upper tail is long it is drawn in by asinh above the median, then all standardized.
 *
 * @param values the losses, mean 0 and deviation 1
 * @param slopes how much a small change of each loss changes its value
 * @param doubts the variance of each value by doubt whether the loss is bogus; 0 of most
 */
record Outputs(double[] values, double[] slopes, double[] doubts) {

  private static final double LONG_TAIL = 3.5;

  /** In ranges of all lower losses. */
  private static final double FAR = 3;

  /** As much as all values vary. */
  private static final double DOUBT = 1;

  /** The sum of many squares of it is a number. */
  private static final double LARGEST = 1e150;

  // Rounded so that losses in other units, equal but for the last bits, give the same values.
  private static final double GRAIN = 0x1p-33;

  static Outputs of(double[] losses) {
    double[] values =
        Arrays.stream(losses).map(v -> Math.max(-LARGEST, Math.min(LARGEST, v))).toArray();
    double[] slopes = new double[losses.length];
    Arrays.fill(slopes, 1);
    double[] doubts = bringNear(values, slopes);
    drawIn(values, slopes);
    return standardized(values, slopes, doubts);
  }

  /** The variance of a value of whose loss this one is known. */
  double noise(int i, double known) {
    return known * slopes[i] * slopes[i] + doubts[i];
  }

  /**
   * Brings losses that lie beyond a wide gap above the better half within one and a half ranges of
   * those below it, their order kept as far as numbers tell: how far a bogus value is off says
   * nothing of the others, nor that it is bogus much of its neighbours.
   *
   * @return the doubts
   */
  private static double[] bringNear(double[] values, double[] slopes) {
    double[] doubts = new double[values.length];
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int far = sorted.length / 2 + 1;
    while (far < sorted.length && !isFar(sorted, far)) {
      far++;
    }
    if (far >= sorted.length) {
      return doubts;
    }
    double top = sorted[far - 1];
    double range = top - sorted[0];
    for (int i = 0; i < values.length; i++) {
      if (values[i] > top) {
        double rest = 1 / (1 + (values[i] - top) / range);
        values[i] = top + range * (1.5 - rest);
        slopes[i] = rest * rest;
        doubts[i] = DOUBT;
      }
    }
    return doubts;
  }

  private static boolean isFar(double[] sorted, int i) {
    double range = sorted[i - 1] - sorted[0];
    return range > 0 && sorted[i] - sorted[i - 1] > FAR * range;
  }

  private static void drawIn(double[] values, double[] slopes) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = quantile(sorted, 0.5);
    double better = betterDeviation(sorted, median);
    if (hasLongTail(sorted, median) && better > 0) {
      for (int i = 0; i < values.length; i++) {
        double z = (values[i] - median) / better;
        values[i] = z > 0 ? asinh(z) : z;
        slopes[i] *= (z > 0 ? 1 / Math.hypot(1, z) : 1) / better;
      }
    }
  }

  /** The value of a failed trial: worse than the worst by half the range and one. */
  double failed() {
    double best = Arrays.stream(values).min().orElse(0);
    double worst = Arrays.stream(values).max().orElse(0);
    return worst + (worst - best) / 2 + 1;
  }

  private static boolean hasLongTail(double[] sorted, double median) {
    double below = median - quantile(sorted, 0.1);
    double above = quantile(sorted, 0.9) - median;
    return above > LONG_TAIL * below;
  }

  private static double betterDeviation(double[] sorted, double median) {
    double sum = 0;
    int count = 0;
    for (double loss : sorted) {
      if (loss <= median) {
        sum += (loss - median) * (loss - median);
        count++;
      }
    }
    return Math.sqrt(sum / Math.max(1, count));
  }

  private static Outputs standardized(double[] values, double[] slopes, double[] doubts) {
    double mean = Arrays.stream(values).average().orElse(0);
    double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double size = Arrays.stream(values).map(Math::abs).max().orElse(0);
    double deviation = Math.sqrt(square) > 1e-12 * size ? Math.sqrt(square) : 0;
    double scale = deviation > 0 ? 1 / deviation : 0;
    return new Outputs(
        Arrays.stream(values).map(v -> Math.rint((v - mean) * scale / GRAIN) * GRAIN).toArray(),
        Arrays.stream(slopes).map(slope -> slope * scale).toArray(),
        doubts);
  }

  private static double asinh(double z) {
    return Math.log(z + Math.hypot(1, z));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
