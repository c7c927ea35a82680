package io.finesweep.fold;

import io.finesweep.data.Examples;
import io.finesweep.data.Preprocessing;
import io.finesweep.data.Targets;

/**
 * The rows of one run, as the model reads them.
 *
 * @param preprocessing fitted on the training rows
 * @param watched the rows that training is watched by
 * @param truth of the evaluation rows, in the targets' own units
 */
record Rows(
    Preprocessing preprocessing,
    Examples training,
    Examples watched,
    Examples evaluation,
    Targets truth) {

  /** Applies {@code preprocessing} to the rows of {@code work}. */
  static Rows of(Preprocessing preprocessing, Work work) {
    return new Rows(
        preprocessing,
        preprocessing.apply(work.data(), work.training()),
        preprocessing.apply(work.data(), work.watched()),
        preprocessing.apply(work.data(), work.evaluation()),
        work.data().targets().at(work.evaluation()));
  }

  /** The rows of {@code work} out of {@code all} rows of its data set, which are shared. */
  static Rows among(float[] all, int[] shape, Preprocessing preprocessing, Work work) {
    return new Rows(
        preprocessing,
        some(all, shape, preprocessing, work, work.training()),
        some(all, shape, preprocessing, work, work.watched()),
        some(all, shape, preprocessing, work, work.evaluation()),
        work.data().targets().at(work.evaluation()));
  }

  /** The training rows with their numbers out of {@code all}, which have the shape of these. */
  Examples trainingAmong(float[] all) {
    return new Examples(
        all, training.shape(), training.targets(), training.rows(), training.rows());
  }

  private static Examples some(
      float[] all, int[] shape, Preprocessing preprocessing, Work work, int[] rows) {
    return new Examples(all, shape, preprocessing.targets(work.data(), rows), rows, rows);
  }
}
