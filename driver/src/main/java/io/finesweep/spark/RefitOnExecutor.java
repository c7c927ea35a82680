package io.finesweep.spark;

import io.finesweep.fold.ProgressListener;
import io.finesweep.fold.RefitTask;
import java.util.concurrent.ExecutionException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;

/** The Spark task of a refit. */
final class RefitOnExecutor implements Function<Integer, byte[]> {
  private static final long serialVersionUID = 1L;

  private final RefitWork work;
  private final RefitTask task;

  RefitOnExecutor(RefitWork work, RefitTask task) {
    this.work = work;
    this.task = task;
  }

  @Override
  public byte[] call(Integer nothing) throws ExecutionException {
    try {
      return Packed.bytes(
          EngineThreads.call(
              () -> work.refit(task, ProgressListener.NONE), TaskContext.get()::isInterrupted));
    } catch (InterruptedException e) {
      throw new TaskKilledException("cancelled");
    }
  }
}
