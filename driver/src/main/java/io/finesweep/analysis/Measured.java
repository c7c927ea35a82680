package io.finesweep.analysis;

import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model's metrics on some rows, with 95% intervals: a percentile bootstrap over the rows (Efron
 * and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13). Which rows a resample draws is
 * decided by the rows alone, so that the same resample of two models is a pair, and the difference
 * between the models has an interval too.
 *
 * @param rows how many
 * @param figures one for each metric that is defined on them
 */
public record Measured(int rows, List<Figure> figures) {

  /** Enough for the ends of a 95% interval. */
  public static final int RESAMPLES = 1000;

  private static final int FEWEST = 100;
  private static final long ROWS_IN_ALL = 20_000_000;

  public Measured {
    figures = List.copyOf(figures);
  }

  /**
   * One metric.
   *
   * @param interval null where most resamples do not define it
   * @param resampled its value in each resample, NaN where it is not defined
   */
  public record Figure(
      Metric metric, double value, @Nullable Interval interval, double[] resampled) {}

  /** How many resamples so many rows get: fewer where each takes long. */
  public static int resamples(int rows) {
    return (int) Math.max(FEWEST, Math.min(RESAMPLES, ROWS_IN_ALL / Math.max(1, rows)));
  }

  /**
   * All metrics of {@code predictions}.
   *
   * @param sha256 of the rows, in hexadecimal, which seeds the resamples
   */
  public static Measured of(Predictions predictions, String sha256) {
    return of(predictions, Metrics.all(), sha256);
  }

  static Measured of(Predictions predictions, List<Metric> metrics, String sha256) {
    List<Metric> defined =
        metrics.stream().filter(metric -> metric.of(predictions).isPresent()).toList();
    Seeds seeds = new Seeds(Long.parseUnsignedLong(sha256.substring(0, 16), 16));
    double[][] resampled =
        IntStream.range(0, resamples(predictions.size()))
            .parallel()
            .mapToObj(
                resample -> values(defined, drawn(predictions, seeds.generator("rows", resample))))
            .toArray(double[][]::new);
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < defined.size(); i++) {
      int at = i;
      double[] values = Arrays.stream(resampled).mapToDouble(all -> all[at]).toArray();
      double value = defined.get(i).of(predictions).orElseThrow();
      figures.add(new Figure(defined.get(i), value, interval(values), values));
    }
    return new Measured(predictions.size(), figures);
  }

  private static Predictions drawn(Predictions predictions, RandomGenerator random) {
    int[] rows = new int[predictions.size()];
    Arrays.setAll(rows, row -> random.nextInt(rows.length));
    return predictions.at(rows);
  }

  private static double[] values(List<Metric> metrics, Predictions predictions) {
    return metrics.stream()
        .map(metric -> metric.of(predictions))
        .mapToDouble(value -> value.orElse(Double.NaN))
        .toArray();
  }

  /** The middle 95% of the values that are defined; null where half of them are not. */
  public static @Nullable Interval interval(double[] resampled) {
    double[] sorted = Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
    if (sorted.length * 2 <= resampled.length) {
      return null;
    }
    return new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The figure of this metric; empty where it is not defined. */
  public OptionalDouble value(String metric) {
    return figures.stream()
        .filter(figure -> figure.metric().name().equals(metric))
        .mapToDouble(Figure::value)
        .findFirst();
  }
}
