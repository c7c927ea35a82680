package io.finesweep.schedule;

import io.finesweep.trial.RunId;

/** What to do with a free slot. */
public sealed interface Decision {

  /** Start a new trial with this fold, trained to {@code epochs}. */
  record Start(int fold, int epochs) implements Decision {}

  /** Run a fold of a trial that was started: another fold, or the same one to a higher rung. */
  record Promote(RunId run) implements Decision {}

  /** Leave the slot free until something ends. With nothing running, the sweep ends. */
  record Wait() implements Decision {}
}
