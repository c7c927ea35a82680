package io.finesweep.analysis;

import io.finesweep.history.Estimate;
import java.util.Optional;

/** Where a mean over folds probably lies: the 95% interval of Student's t. */
public record Interval(double low, double high) {

  /** The interval around an estimate; empty where one value tells nothing of the spread. */
  public static Optional<Interval> of(Estimate estimate) {
    if (estimate.count() < 2) {
      return Optional.empty();
    }
    double reach = StudentT.reach(estimate.count() - 1) * estimate.standardError();
    return Optional.of(new Interval(estimate.mean() - reach, estimate.mean() + reach));
  }
}
