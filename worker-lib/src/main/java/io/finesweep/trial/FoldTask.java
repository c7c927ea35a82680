package io.finesweep.trial;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * All that an executor needs to run one fold from one rung to the next.
 *
 * @param run what to reach
 * @param attempt from 0; each attempt writes to a folder of its own
 * @param seeds what everything random of this sweep is drawn from
 * @param experiment what all runs of the sweep share
 * @param fineTuning the {@code fine-tuning} section with the trial's values in place
 * @param from where to go on, null to begin at the base model
 * @param keep which files to leave
 */
public record FoldTask(
    RunId run,
    int attempt,
    Seeds seeds,
    Experiment experiment,
    Settings fineTuning,
    @Nullable Checkpoint from,
    Keep keep)
    implements Serializable {

  /** Which files a run leaves. */
  public enum Keep {
    /** Predictions on the validation part only: nothing will go on from here. */
    PREDICTIONS,
    /** Predictions, and the state of training for a later rung to go on from. */
    PREDICTIONS_AND_CHECKPOINT
  }

  /**
   * A state of training to go on from.
   *
   * @param epochs that it has seen
   */
  public record Checkpoint(int epochs, Blob blob) implements Serializable {}
}
