package io.finesweep.spark;

import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import java.io.Serializable;
import java.util.function.Consumer;

/** What an executor does with a fold's task. It is sent to executors with each task. */
@FunctionalInterface
public interface FoldWork extends Serializable {

  /**
   * Runs a fold in this thread.
   *
   * @param progress told of each epoch
   * @throws InterruptedException if the thread was interrupted because the run is cancelled
   */
  FoldResult run(FoldTask task, Consumer<EpochScore> progress) throws Exception;
}
