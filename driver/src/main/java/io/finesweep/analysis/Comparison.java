package io.finesweep.analysis;

import java.util.Optional;

/**
 * Two trials, fold by fold. The corrected resampled t test: the folds' training parts overlap, so
 * the variance of the mean difference is (1/n + q) s² instead of s²/n, q being the rows validated
 * over those trained on (Nadeau and Bengio, Inference for the generalization error, 2003).
 *
 * @param pairs how many folds both were measured on
 * @param difference of the means over these folds, the other's less the first's
 * @param interval the 95% interval of the difference
 * @param probability of a difference at least this far from 0 where there is none (p value)
 */
public record Comparison(int pairs, double difference, Interval interval, double probability) {

  /**
   * Compares values by fold; NaN where a fold was not measured.
   *
   * @param share rows validated over rows trained on
   * @return empty where fewer than two folds are shared, or the folds do not differ in their
   *     difference
   */
  public static Optional<Comparison> of(double[] first, double[] other, double share) {
    double sum = 0;
    double squares = 0;
    int pairs = 0;
    for (int fold = 0; fold < first.length; fold++) {
      double gap = other[fold] - first[fold];
      if (!Double.isNaN(gap)) {
        sum += gap;
        squares += gap * gap;
        pairs++;
      }
    }
    double mean = sum / pairs;
    double variance = Math.max(0, squares - pairs * mean * mean) / (pairs - 1);
    if (pairs < 2 || variance <= 1e-24 * squares || variance == 0) {
      return Optional.empty();
    }
    double error = Math.sqrt((1.0 / pairs + share) * variance);
    double reach = StudentT.reach(pairs - 1) * error;
    return Optional.of(
        new Comparison(
            pairs,
            mean,
            new Interval(mean - reach, mean + reach),
            StudentT.twoSided(mean / error, pairs - 1)));
  }
}
