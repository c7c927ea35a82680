package io.finesweep.fold;

import io.finesweep.data.Examples;
import io.finesweep.data.Preprocessing;
import io.finesweep.data.Targets;
import java.util.List;

/**
 * The rows of one run, as the model reads them.
 *
 * @param preprocessing fitted on the training rows
 * @param watched the rows that training is watched by
 * @param views of the evaluation rows, where what frozen layers put out for them is shared
 * @param truth of the evaluation rows, in the targets' own units
 */
record Rows(
    Preprocessing preprocessing,
    Examples training,
    Examples watched,
    Examples evaluation,
    List<Examples> views,
    Targets truth) {

  Rows {
    views = List.copyOf(views);
  }

  /** Applies {@code preprocessing} to the rows of {@code work}. */
  static Rows of(Preprocessing preprocessing, Work work) {
    return new Rows(
        preprocessing,
        preprocessing.apply(work.data(), work.training()),
        preprocessing.apply(work.data(), work.watched()),
        preprocessing.apply(work.data(), work.evaluation()),
        List.of(),
        work.data().targets().at(work.evaluation()));
  }

  /** The rows of {@code work} out of {@code all} rows of its data set, which are shared. */
  static Rows among(float[] all, int[] shape, Preprocessing preprocessing, Work work) {
    return new Rows(
        preprocessing,
        some(all, shape, preprocessing, work, work.training()),
        some(all, shape, preprocessing, work, work.watched()),
        some(all, shape, preprocessing, work, work.evaluation()),
        List.of(),
        work.data().targets().at(work.evaluation()));
  }

  /** The same beside views of all rows. */
  Rows with(List<float[]> all) {
    List<Examples> shown = all.stream().map(view -> among(view, evaluation)).toList();
    return new Rows(preprocessing, training, watched, evaluation, shown, truth);
  }

  /** The training rows with their numbers out of {@code all}, which have the shape of these. */
  Examples trainingAmong(float[] all) {
    return among(all, training);
  }

  private static Examples among(float[] all, Examples some) {
    return new Examples(all, some.shape(), some.targets(), some.rows(), some.rows());
  }

  private static Examples some(
      float[] all, int[] shape, Preprocessing preprocessing, Work work, int[] rows) {
    return new Examples(all, shape, preprocessing.targets(work.data(), rows), rows, rows);
  }
}
