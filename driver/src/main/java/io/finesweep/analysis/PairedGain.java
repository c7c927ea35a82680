package io.finesweep.analysis;

import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Objective;
import io.finesweep.metric.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How much better one model is than another on the same rows, and how sure that is: a paired
 * bootstrap over the rows (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13),
 * which draws both models' predictions of a row together.
 *
 * @param gain on all rows; above 0 where the challenger is better, whatever the metric's goal
 * @param lower the gain that it exceeds with the confidence asked for
 */
public record PairedGain(double gain, double lower) {

  private static final int RESAMPLES = 1000;

  /**
   * The gain of {@code challenger} over {@code champion}.
   *
   * @param confidence from 0.5 to 1
   * @param random where resamples come from
   * @throws IllegalArgumentException if they are not predictions of the same rows, or the metric is
   *     not defined on them
   */
  public static PairedGain of(
      Predictions champion,
      Predictions challenger,
      Objective objective,
      double confidence,
      RandomGenerator random) {
    if (champion.size() != challenger.size()) {
      throw new IllegalArgumentException(
          champion.size() + " rows cannot be compared with " + challenger.size() + ".");
    }
    Metric metric =
        Metrics.named(objective.metric())
            .orElseThrow(
                () -> new IllegalArgumentException("No metric '" + objective.metric() + "'."));
    int[] rows = new int[champion.size()];
    Arrays.setAll(rows, row -> row);
    double gain = difference(champion, challenger, objective, metric, rows);
    double[] gains = new double[RESAMPLES];
    for (int i = 0; i < gains.length; i++) {
      Arrays.setAll(rows, row -> random.nextInt(rows.length));
      double drawn = difference(champion, challenger, objective, metric, rows);
      // A resample without one of the classes may have no such metric: it shows nothing.
      gains[i] = Double.isNaN(drawn) ? Double.NEGATIVE_INFINITY : drawn;
    }
    Arrays.sort(gains);
    return new PairedGain(gain, gains[(int) Math.floor((1 - confidence) * RESAMPLES)]);
  }

  private static double difference(
      Predictions champion,
      Predictions challenger,
      Objective objective,
      Metric metric,
      int[] rows) {
    return loss(champion, objective, metric, rows) - loss(challenger, objective, metric, rows);
  }

  private static double loss(
      Predictions predictions, Objective objective, Metric metric, int[] rows) {
    Double value = Metrics.of(predictions.at(rows), List.of(metric)).get(metric.name());
    return value == null ? Double.NaN : objective.goal().loss(value);
  }
}
