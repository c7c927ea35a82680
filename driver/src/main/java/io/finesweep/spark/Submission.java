package io.finesweep.spark;

import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Waypoint;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.FutureAction;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a fold's task that was handed to Spark, and what is known of it. Used by one thread.
 */
final class Submission {

  private final FoldTask task;
  private final Stage stage;
  private final FutureAction<?> job;

  private @Nullable String executor;
  private @Nullable Judgement judgement;
  private final List<EpochScore> epochs = new ArrayList<>();
  private int newsTold;
  private long begunAt;
  private long heardAt;

  Submission(FoldTask task, Stage stage, FutureAction<?> job) {
    this.task = task;
    this.stage = stage;
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

  Stage stage() {
    return stage;
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
    this.heardAt = nanoseconds;
  }

  /** The executor that it began on, null before it did. */
  @Nullable String executor() {
    return executor;
  }

  /** When it began. */
  long begunAt() {
    return begunAt;
  }

  /** When it was last heard of: it began, or told something new. */
  long heardAt() {
    return heardAt;
  }

  boolean isOn(String executor) {
    return executor.equals(this.executor);
  }

  /**
   * Takes in what was told so far, and returns the reports of what is new in it.
   *
   * @param nanoseconds the time by {@link System#nanoTime}
   */
  List<Report> tell(List<String> news, long nanoseconds) {
    List<Report> reports = new ArrayList<>();
    for (String told : news.subList(Math.min(newsTold, news.size()), news.size())) {
      reports.add(report(News.read(told)));
      heardAt = nanoseconds;
    }
    newsTold = Math.max(newsTold, news.size());
    return reports;
  }

  private Report report(News news) {
    if (news instanceof News.Epoch epoch) {
      epochs.add(epoch.score());
      return new Report.Progress(run(), attempt(), epoch.score());
    }
    FoldTask.Checkpoint state = ((News.Checkpoint) news).state();
    Waypoint waypoint = new Waypoint(state, epochs);
    epochs.clear();
    return new Report.Checkpointed(run(), attempt(), waypoint);
  }

  void judge(Judgement judgement) {
    this.judgement = judgement;
  }

  /** The judgement on the executor's death, null where none is given yet. */
  @Nullable Judgement judgement() {
    return judgement;
  }
}
