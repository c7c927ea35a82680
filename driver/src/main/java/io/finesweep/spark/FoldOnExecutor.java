package io.finesweep.spark;

import io.finesweep.fold.Cancelled;
import io.finesweep.fold.ProgressListener;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.Failure;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.Usage;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.util.CollectionAccumulator;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * The Spark task of one stage of a fold run: whatever the run comes to is a value, never an
 * exception.
 */
final class FoldOnExecutor extends AbstractFunction1<Iterator<Integer>, byte[]>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FoldWork work;
  private final FoldTask task;
  private final Stage stage;
  private final Duration checkpointEvery;
  private final CollectionAccumulator<String> news;

  /**
   * @param checkpointEvery how long it trains from one checkpoint to the next
   * @param news where it tells of its way
   */
  FoldOnExecutor(
      FoldWork work,
      FoldTask task,
      Stage stage,
      Duration checkpointEvery,
      CollectionAccumulator<String> news) {
    this.work = work;
    this.task = task;
    this.stage = stage;
    this.checkpointEvery = checkpointEvery;
    this.news = news;
  }

  @Override
  public byte[] apply(Iterator<Integer> nothing) {
    TaskContext context = TaskContext.get();
    if (context.attemptNumber() > 0) {
      return Packed.bytes(new Reply.StartedAgain());
    }
    long started = System.currentTimeMillis();
    try {
      return Packed.bytes(EngineThreads.call(() -> run(context), context::isInterrupted));
    } catch (InterruptedException e) {
      throw new TaskKilledException("cancelled");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof Cancelled) {
        throw new TaskKilledException("cancelled");
      }
      // Where features cannot be computed, the runs that need them say why.
      return Packed.bytes(
          stage == Stage.FEATURES
              ? new Reply.Prepared(List.of())
              : new Reply.Ended(new FoldResult.Failed(failure(cause), usage(started))));
    }
  }

  private Reply run(TaskContext context) throws Exception {
    LogContext log = LogContext.of(task);
    log.enter();
    try {
      return stage == Stage.FEATURES
          ? new Reply.Prepared(work.prepare(task, listener(context)))
          : new Reply.Ended(work.run(task, listener(context)));
    } finally {
      log.leave();
    }
  }

  private ProgressListener listener(TaskContext context) {
    return new ProgressListener() {
      private long checkpointed = System.nanoTime();

      @Override
      public void epochEnded(EpochScore score) {
        news.add(News.write(new News.Epoch(score)));
      }

      @Override
      public boolean wantsCheckpoint() {
        return System.nanoTime() - checkpointed >= checkpointEvery.toNanos();
      }

      @Override
      public void checkpointed(FoldTask.Checkpoint checkpoint) {
        news.add(News.write(new News.Checkpoint(checkpoint)));
        checkpointed = System.nanoTime();
      }

      @Override
      public boolean cancels() {
        return context.isInterrupted();
      }
    };
  }

  private static Failure failure(Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return new Failure(message == null ? name : name + ": " + message, trace.toString());
  }

  private static Usage usage(long started) {
    SparkEnv environment = SparkEnv.get();
    String host = environment.blockManager().blockManagerId().host();
    long milliseconds = System.currentTimeMillis() - started;
    return new Usage(host, environment.executorId(), "", started, milliseconds, 0);
  }
}
