package io.finesweep.fold;

import io.finesweep.metric.Predictions;
import io.finesweep.trial.EpochScore;
import java.util.List;
import java.util.SortedMap;

/** How training went. */
sealed interface Course {

  /** The epochs that ended well. */
  List<EpochScore> epochs();

  /**
   * To its end.
   *
   * @param predictions after the last epoch
   * @param metrics of these
   */
  record Reached(
      List<EpochScore> epochs, Predictions predictions, SortedMap<String, Double> metrics)
      implements Course {}

  /** Until loss or outputs were no longer finite, in {@code epoch}. */
  record Diverged(int epoch, List<EpochScore> epochs) implements Course {}
}
