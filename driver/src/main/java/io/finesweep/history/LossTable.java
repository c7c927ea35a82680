package io.finesweep.history;

import java.util.Arrays;

/**
 * Reads the losses of a history's trials, and remembers those of each trial that it has read: of
 * the next history it reads only what is new there. What it gives depends on its arguments alone.
 */
public final class LossTable {

  private final int objective;
  private int epochs;
  private Trial[] trials = new Trial[0];
  private TrialLosses[] losses = new TrialLosses[0];

  /** A table of the objective at this index. */
  public LossTable(int objective) {
    this.objective = objective;
  }

  /** The losses at exactly {@code epochs}; the index is the trial's number. */
  @SuppressWarnings("ReferenceEquality") // A trial never changes: the same one has the same losses.
  public TrialLosses[] at(History history, int epochs) {
    if (epochs != this.epochs) {
      this.epochs = epochs;
      Arrays.fill(trials, null);
    }
    int size = history.trials().size();
    if (size > trials.length) {
      trials = Arrays.copyOf(trials, size + size / 2 + 8);
      losses = Arrays.copyOf(losses, trials.length);
    }
    int number = 0;
    for (Trial trial : history.trials()) {
      if (trials[number] != trial) {
        trials[number] = trial;
        losses[number] = TrialLosses.of(trial, history.terms(), objective, epochs);
      }
      number++;
    }
    return Arrays.copyOf(losses, size);
  }
}
