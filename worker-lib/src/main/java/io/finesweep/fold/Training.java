package io.finesweep.fold;

import io.finesweep.engine.FineTuning;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.EpochScore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Trains a model epoch by epoch and measures it after each. */
record Training(
    FineTuning tuned,
    Evaluation evaluation,
    ProgressListener progress,
    Meter meter,
    Waymark waymark) {

  /** Leaves the state of training on the way. */
  interface Waymark {
    /** No run goes on from a refit. */
    Waymark NONE = tuned -> {};

    void leave(FineTuning tuned) throws IOException;
  }

  /** Trains until the model has seen {@code epochs} epochs, or is over. */
  Course to(int epochs) throws IOException {
    List<EpochScore> scores = new ArrayList<>();
    while (tuned.epochs() < epochs && !tuned.isOver()) {
      long start = System.nanoTime();
      double loss = meter.training(() -> tuned.trainEpoch(this::stopIfCancelled));
      Predictions predictions = predictions();
      int epoch = tuned.epochs();
      if (!Double.isFinite(loss) || !Evaluation.isFinite(predictions)) {
        return new Course.Diverged(epoch, scores);
      }
      SortedMap<String, Double> metrics = evaluation.metrics(predictions);
      long milliseconds = (System.nanoTime() - start) / 1_000_000;
      EpochScore score = new EpochScore(epoch, loss, metrics, milliseconds);
      scores.add(score);
      progress.epochEnded(score);
      if (epoch >= epochs || tuned.isOver()) {
        return new Course.Reached(scores, predictions, metrics);
      }
      if (progress.wantsCheckpoint()) {
        waymark.leave(tuned);
      }
    }
    Predictions predictions = predictions();
    return new Course.Reached(scores, predictions, evaluation.metrics(predictions));
  }

  private Predictions predictions() {
    stopIfCancelled();
    return meter.training(() -> evaluation.predictions(tuned));
  }

  private void stopIfCancelled() {
    if (Thread.currentThread().isInterrupted() || progress.cancels()) {
      throw new Cancelled();
    }
  }
}
