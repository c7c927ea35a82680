package io.finesweep.cli;

import io.finesweep.fold.RefitTask;
import io.finesweep.sweep.Sweep;
import io.finesweep.sweep.SweepSpec;

/** The training of a trial's configuration on all rows but those of the test set. */
final class RefitTasks {

  private RefitTasks() {}

  /** That of {@code trial}. */
  static RefitTask of(Sweep sweep, SweepSpec spec, int trial) {
    return new RefitTask(
        new RefitTask.Run(trial, 0, spec.terms().full().epochs()),
        sweep.history().totals().incarnation(),
        spec.seeds(),
        spec.experiment(),
        spec.fineTuning().fill(sweep.history().trial(trial).configuration()));
  }
}
