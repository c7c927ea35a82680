package io.finesweep.analysis;

import io.finesweep.history.Estimate;
import io.finesweep.metric.Span;
import java.util.Optional;

/** Where a mean over folds, or a share of rows, probably lies: 95% intervals. */
public record Interval(double low, double high) {

  /**
   * The 95% interval of a share of independent rows (Wilson, Probable inference, the law of
   * succession, and statistical inference, 1927).
   */
  public static Interval ofShare(double share, int rows) {
    double z2 = 1.959964 * 1.959964;
    double middle = (share + z2 / (2 * rows)) / (1 + z2 / rows);
    double reach =
        Math.sqrt(z2 * (share * (1 - share) / rows + z2 / (4.0 * rows * rows))) / (1 + z2 / rows);
    return new Interval(middle - reach, middle + reach);
  }

  /**
   * Student's t interval around an estimate of a metric, cut off where the metric can have no
   * value: what is cut off cannot hold the mean that is looked for, so that it still does in 95 of
   * 100 cases. Empty where one value tells nothing of the spread.
   */
  public static Optional<Interval> of(Estimate estimate, Span span) {
    if (estimate.count() < 2) {
      return Optional.empty();
    }
    double reach = StudentT.reach(estimate.count() - 1) * estimate.standardError();
    return Optional.of(
        new Interval(span.nearest(estimate.mean() - reach), span.nearest(estimate.mean() + reach)));
  }
}
