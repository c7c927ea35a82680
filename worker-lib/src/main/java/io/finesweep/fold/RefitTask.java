package io.finesweep.fold;

import io.finesweep.trial.Experiment;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.io.Serializable;

/**
 * All that is needed to train a configuration on all rows but those of the test set.
 *
 * @param run what to train
 * @param attempt from 0; each attempt writes to a folder of its own
 * @param seeds what everything random of this sweep is drawn from
 * @param experiment what all runs of the sweep share
 * @param fineTuning the {@code fine-tuning} section with the trial's values in place
 */
public record RefitTask(
    Run run, int attempt, Seeds seeds, Experiment experiment, Settings fineTuning)
    implements Serializable {

  /**
   * What a refit is of.
   *
   * @param trial whose configuration it is; negative for none of the sweep's, such as a baseline
   * @param repeat from 0; each draws from a seed of its own
   * @param epochs to train
   */
  public record Run(int trial, int repeat, int epochs) implements Serializable {
    public Run {
      if (repeat < 0 || epochs < 1) {
        throw new IllegalArgumentException(
            "No refit has repeat " + repeat + " and epochs " + epochs + ".");
      }
    }
  }

  /** Where the model goes, relative to the sweep's folder. */
  String path() {
    return "_runs/%d/refit-%d/%d-%d/model"
        .formatted(run.trial(), run.repeat(), attempt, run.epochs());
  }
}
