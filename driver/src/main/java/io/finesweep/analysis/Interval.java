package io.finesweep.analysis;

import io.finesweep.history.Estimate;
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

  /** Student's t interval around an estimate; empty where one value tells nothing of the spread. */
  public static Optional<Interval> of(Estimate estimate) {
    if (estimate.count() < 2) {
      return Optional.empty();
    }
    double reach = StudentT.reach(estimate.count() - 1) * estimate.standardError();
    return Optional.of(new Interval(estimate.mean() - reach, estimate.mean() + reach));
  }
}
