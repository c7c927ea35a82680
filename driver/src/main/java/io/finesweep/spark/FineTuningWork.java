package io.finesweep.spark;

import io.finesweep.fold.Cancelled;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import java.util.function.Consumer;
import org.apache.spark.SparkEnv;

/** Fine-tuning on an executor, with the one fold runner that its process has. */
public final class FineTuningWork implements FoldWork {
  private static final long serialVersionUID = 1L;

  /** Made when the first run of this process needs it. */
  private static final class Here {
    static final FoldRunner RUNNER =
        new FoldRunner(HadoopSettings.here(), SparkEnv.get().executorId());
  }

  @Override
  public FoldResult run(FoldTask task, Consumer<EpochScore> progress) throws InterruptedException {
    try {
      return Here.RUNNER.run(task, listener(progress));
    } catch (Cancelled e) {
      throw interruption(e);
    }
  }

  /** Trains a configuration on all rows but the test set's, in this thread. */
  static RefitResult refit(RefitTask task) throws InterruptedException {
    try {
      return Here.RUNNER.refit(task, listener(score -> {}));
    } catch (Cancelled e) {
      throw interruption(e);
    }
  }

  private static InterruptedException interruption(Cancelled cancelled) {
    InterruptedException interruption = new InterruptedException("The run was cancelled.");
    interruption.initCause(cancelled);
    return interruption;
  }

  private static ProgressListener listener(Consumer<EpochScore> progress) {
    return new ProgressListener() {
      @Override
      public void epochEnded(EpochScore score) {
        progress.accept(score);
      }

      @Override
      public boolean cancels() {
        return Thread.currentThread().isInterrupted();
      }
    };
  }
}
