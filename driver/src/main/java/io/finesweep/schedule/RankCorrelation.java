package io.finesweep.schedule;

/**
 * Spearman's rank correlation; equal numbers share their mean rank, NaN comes after all numbers.
 */
final class RankCorrelation {

  private RankCorrelation() {}

  /** Of two series of one length; 0 where one of them is constant. */
  static double of(double[] a, double[] b) {
    double[] left = ranks(a);
    double[] right = ranks(b);
    double mean = (a.length - 1) / 2.0;
    double product = 0;
    double squaresLeft = 0;
    double squaresRight = 0;
    for (int i = 0; i < a.length; i++) {
      product += (left[i] - mean) * (right[i] - mean);
      squaresLeft += (left[i] - mean) * (left[i] - mean);
      squaresRight += (right[i] - mean) * (right[i] - mean);
    }
    return product == 0 ? 0 : product / Math.sqrt(squaresLeft * squaresRight);
  }

  private static double[] ranks(double[] numbers) {
    double[] ranks = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      for (double other : numbers) {
        int order = Double.compare(other, numbers[i]);
        ranks[i] += order < 0 ? 1 : order == 0 ? 0.5 : 0;
      }
      ranks[i] -= 0.5;
    }
    return ranks;
  }
}
