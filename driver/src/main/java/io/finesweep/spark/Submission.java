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

  void begun(String executor) {
    this.executor = executor;
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
