package io.finesweep.spark;

import io.finesweep.fold.ProgressListener;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import java.io.Serializable;

/** What an executor does with a fold's task. It is sent to executors with each task. */
@FunctionalInterface
public interface FoldWork extends Serializable {

  /**
   * Runs a fold in this thread, which is interrupted when the run is cancelled.
   *
   * @param progress told of each epoch
   */
  FoldResult run(FoldTask task, ProgressListener progress) throws Exception;
}
