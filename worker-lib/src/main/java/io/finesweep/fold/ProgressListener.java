package io.finesweep.fold;

import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldTask;

/** Watches a run, and may stop it. Called in the run's own thread. */
public interface ProgressListener {

  /** Neither looks nor stops. */
  ProgressListener NONE = score -> {};

  /** An epoch has ended. */
  void epochEnded(EpochScore score);

  /** Whether the run shall leave a checkpoint now; asked after each epoch but the last. */
  default boolean wantsCheckpoint() {
    return false;
  }

  /** The run can be gone on from here, should it be lost. */
  default void checkpointed(FoldTask.Checkpoint checkpoint) {}

  /** Whether the run shall end now, without a result; asked before each batch. */
  default boolean cancels() {
    return false;
  }
}
