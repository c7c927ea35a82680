package io.finesweep.spark;

import io.finesweep.fold.ProgressListener;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import java.io.Serializable;
import java.util.List;

/** What an executor does with a fold's task. It is sent to executors with each task. */
@FunctionalInterface
public interface FoldWork extends Serializable {

  /**
   * Runs a fold in this thread, which is interrupted when the run is cancelled.
   *
   * @param progress told of each epoch
   */
  FoldResult run(FoldTask task, ProgressListener progress) throws Exception;

  /**
   * Computes what the frozen layers of a run put out, for all runs that need it, in this thread.
   *
   * @return for each fold, what tells its features apart from other folds'; empty where runs like
   *     this one share none
   */
  default List<String> prepare(FoldTask task, ProgressListener progress) throws Exception {
    return List.of();
  }
}
