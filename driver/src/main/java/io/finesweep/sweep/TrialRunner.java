package io.finesweep.sweep;

import io.finesweep.history.Event.Blame;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Waypoint;

/** Runs fold runs somewhere and reports each one singly, in order of completion. */
public interface TrialRunner extends AutoCloseable {

  /** How many fold runs can run at once now; at least 1. It may change while the sweep runs. */
  int slots();

  /**
   * How many more runs than slots it can use now, because so many of those that it has wait for
   * something that another one computes.
   */
  default int room() {
    return 0;
  }

  /** Runs a task; its end comes out of {@link #take}. Returns at once. */
  void submit(FoldTask task);

  /**
   * Gives an executor no more runs.
   *
   * @param executor its id, as in the usage of a result
   * @return whether there is another one that can run them
   */
  boolean refuse(String executor);

  /** Cancels everything outstanding as well as can be; nothing is reported of it any more. */
  void cancel();

  /**
   * The next report, waiting for one.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  default Report take() throws InterruptedException {
    return take(Long.MAX_VALUE);
  }

  /**
   * The next report, waiting for one at most so long; {@link Report.Woken} when there was none.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  Report take(long milliseconds) throws InterruptedException;

  /** Makes {@link #take} return {@link Report.Woken} once, from any thread. */
  void wake();

  @Override
  void close();

  /** What a runner tells. */
  sealed interface Report {

    /** A run came to an end of its own. */
    record Finished(RunId run, int attempt, FoldResult result) implements Report {}

    /** A run was lost with its executor or on the way. */
    record Lost(RunId run, int attempt, String reason, Blame blame) implements Report {}

    /** A run has finished an epoch. For the eyes only: it may be missing or late. */
    record Progress(RunId run, int attempt, EpochScore score) implements Report {}

    /**
     * A running fold left a checkpoint on its way.
     *
     * @param waypoint with the epochs since the one before
     */
    record Checkpointed(RunId run, int attempt, Waypoint waypoint) implements Report {}

    /** Somebody called {@link #wake}, or the number of slots changed. */
    record Woken() implements Report {}
  }
}
