package io.finesweep.fold;

import io.finesweep.data.Dataset;
import io.finesweep.data.Examples;
import io.finesweep.data.Preprocessing;
import io.finesweep.data.Targets;

/**
 * The rows of one run, as the model reads them.
 *
 * @param preprocessing fitted on the training rows
 * @param truth of the evaluation rows, in the targets' own units
 */
record Rows(Preprocessing preprocessing, Examples training, Examples evaluation, Targets truth) {

  /** Fits the preprocessing to the rows {@code training} of {@code data} and applies it to all. */
  static Rows of(Dataset data, int[] training, int[] evaluation) {
    Preprocessing preprocessing = Preprocessing.fit(data, training);
    return new Rows(
        preprocessing,
        preprocessing.apply(data, training),
        preprocessing.apply(data, evaluation),
        data.targets().at(evaluation));
  }
}
