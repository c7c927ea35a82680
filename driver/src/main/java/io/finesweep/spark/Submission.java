package io.finesweep.spark;

import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import org.apache.spark.FutureAction;
import org.jspecify.annotations.Nullable;

/** A fold's task that was handed to Spark, and what is known of it. Used by one thread. */
final class Submission {

  private final FoldTask task;
  private final FutureAction<?> job;

  private @Nullable String executor;
  private @Nullable Judgement judgement;
  private int epochsTold;
  private long begunAt;

  Submission(FoldTask task, FutureAction<?> job) {
    this.task = task;
    this.job = job;
  }

  /**
   * What an executor's death means for a run that was on it.
   *
   * @param others how many more runs were on it
   */
  record Judgement(LossLedger.Verdict verdict, int others) {}

  FoldTask task() {
    return task;
  }

  RunId run() {
    return task.run();
  }

  int attempt() {
    return task.attempt();
  }

  void cancel() {
    job.cancel();
  }

  /** It began; {@code nanoseconds} is the time by {@link System#nanoTime}. */
  void begun(String executor, long nanoseconds) {
    this.executor = executor;
    this.begunAt = nanoseconds;
  }

  /** The executor that it began on, null before it did. */
  @Nullable String executor() {
    return executor;
  }

  /** When it began. */
  long begunAt() {
    return begunAt;
  }

  boolean isOn(String executor) {
    return executor.equals(this.executor);
  }

  /** Notes that so many epochs have been told, and says how many were before. */
  int tell(int epochs) {
    int before = epochsTold;
    epochsTold = Math.max(before, epochs);
    return Math.min(before, epochs);
  }

  void judge(Judgement judgement) {
    this.judgement = judgement;
  }

  /** The judgement on the executor's death, null where none is given yet. */
  @Nullable Judgement judgement() {
    return judgement;
  }
}
