package io.finesweep.fold;

import io.finesweep.trial.EpochScore;

/** Watches a run, and may stop it. Called in the run's own thread. */
public interface ProgressListener {

  /** Neither looks nor stops. */
  ProgressListener NONE = score -> {};

  /** An epoch has ended. */
  void epochEnded(EpochScore score);

  /** Whether the run shall end now, without a result; asked before each batch. */
  default boolean cancels() {
    return false;
  }
}
