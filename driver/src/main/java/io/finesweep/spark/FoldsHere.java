package io.finesweep.spark;

import io.finesweep.fold.ProgressListener;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import java.io.IOException;
import java.util.List;

/** Folds run by the fold runner of the process that a task is in. */
final class FoldsHere implements FoldWork {
  private static final long serialVersionUID = 1L;

  @Override
  public FoldResult run(FoldTask task, ProgressListener progress) {
    return ThisExecutor.foldRunner().run(task, progress);
  }

  @Override
  public List<String> prepare(FoldTask task, ProgressListener progress) throws IOException {
    return ThisExecutor.foldRunner().prepare(task, progress);
  }
}
