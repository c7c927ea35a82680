package io.finesweep.spark;

import io.finesweep.fold.ProgressListener;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import java.io.Serializable;

/** What an executor does with a refit's task. It is sent to executors with each task. */
@FunctionalInterface
public interface RefitWork extends Serializable {

  /** Refits in this thread, which is interrupted when the refit is cancelled. */
  RefitResult refit(RefitTask task, ProgressListener progress) throws Exception;
}
