package io.finesweep.schedule;

import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;

/** What to do with a free slot. */
public sealed interface Decision {

  /** Start a new trial with this fold, trained to {@code epochs}. */
  record Start(int fold, int epochs) implements Decision {}

  /** Run a fold of a trial that was started: another fold, or the same one to a higher rung. */
  record Promote(RunId run) implements Decision {}

  /**
   * Start a trial that goes on from the checkpoint of another one.
   *
   * @param parent the fold and the epochs that its checkpoint has seen
   * @param replaced the trial that is given up for it
   * @param epochs the total to reach
   */
  record Fork(RunId parent, int replaced, Configuration configuration, int epochs)
      implements Decision {}

  /** Take this as the lowest rung of the ladder from now on, and ask again. */
  record Choose(Budget lowest) implements Decision {}

  /** Leave the slot free until something ends. With nothing running, the sweep ends. */
  record Wait() implements Decision {}
}
