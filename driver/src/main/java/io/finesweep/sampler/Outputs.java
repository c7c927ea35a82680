package io.finesweep.sampler;

import java.util.Arrays;

/**
 * Losses made fit for a Gaussian process: standardized, and where their upper tail is long, drawn
 * in by asinh above the median first.
 *
 * @param values the losses, mean 0 and deviation 1
 * @param slopes how much a small change of each loss changes its value
 */
record Outputs(double[] values, double[] slopes) {

  private static final double LONG_TAIL = 3.5;
  // Rounded so that losses in other units, equal but for the last bits, give the same values.
  private static final double GRAIN = 0x1p-33;

  static Outputs of(double[] losses) {
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double median = quantile(sorted, 0.5);
    double[] values = losses.clone();
    double[] slopes = new double[losses.length];
    Arrays.fill(slopes, 1);
    double better = betterDeviation(sorted, median);
    if (hasLongTail(sorted, median) && better > 0) {
      for (int i = 0; i < values.length; i++) {
        double z = (losses[i] - median) / better;
        values[i] = z > 0 ? asinh(z) : z;
        slopes[i] = (z > 0 ? 1 / Math.hypot(1, z) : 1) / better;
      }
    }
    return standardized(values, slopes);
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

  private static Outputs standardized(double[] values, double[] slopes) {
    double mean = Arrays.stream(values).average().orElse(0);
    double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double size = Arrays.stream(values).map(Math::abs).max().orElse(0);
    double deviation = Math.sqrt(square) > 1e-12 * size ? Math.sqrt(square) : 0;
    double scale = deviation > 0 ? 1 / deviation : 0;
    return new Outputs(
        Arrays.stream(values).map(v -> Math.rint((v - mean) * scale / GRAIN) * GRAIN).toArray(),
        Arrays.stream(slopes).map(slope -> slope * scale).toArray());
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
