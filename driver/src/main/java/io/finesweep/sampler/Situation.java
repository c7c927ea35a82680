package io.finesweep.sampler;

/**
 * What a strategy may know beside the history: how much can run at once, and what is left.
 *
 * @param slots how many fold runs can run at once
 * @param trials how many trials may still be started; 0 where the space is exhausted or time is up
 * @param foldRuns how many pairs of trial and fold may still be begun
 * @param epochs how many epochs, over all folds, may still be assigned
 * @param milliseconds how long the sweep may still work
 * @param longest how many epochs a run may train and still end in that time, at the cost left
 * @param held how long further runs may hold slots, all together, in milliseconds
 */
public record Situation(
    int slots,
    long trials,
    long foldRuns,
    long epochs,
    long milliseconds,
    long longest,
    long held) {

  /** A situation in which a run may take any time and cost anything. */
  public Situation(int slots, long trials, long foldRuns, long epochs, long milliseconds) {
    this(slots, trials, foldRuns, epochs, milliseconds, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Whether a fold that was never assigned may be begun and trained for {@code epochs}. */
  public boolean affords(int epochs) {
    return foldRuns > 0 && pays(epochs);
  }

  /** Whether a fold that was begun may be trained for so many epochs more. */
  public boolean pays(int epochs) {
    return this.epochs >= epochs && longest >= epochs;
  }

  /** The same, with no further trial to start. */
  public Situation exhausted() {
    return new Situation(slots, 0, foldRuns, epochs, milliseconds, longest, held);
  }
}
