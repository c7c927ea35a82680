package io.finesweep.engine;

import io.finesweep.trial.Section;

/**
 * What is done where classes have unequally many rows.
 *
 * @param weights how much a row of each class counts in the loss
 * @param sampling which rows an epoch sees
 */
public record Balance(ClassWeights weights, Sampling sampling) {

  /** Which rows an epoch sees. */
  public enum Sampling {
    /** Each row once. */
    SHUFFLED,
    /** As many rows, each class equally often. */
    BALANCED
  }

  /** Reads {@code class-weights} and {@code sampling} ({@code shuffled} unless it is set). */
  static Balance read(Section section) {
    return new Balance(ClassWeights.read(section), section.option("sampling", Sampling.SHUFFLED));
  }

  /** Whether all rows are treated alike. */
  public boolean isNone() {
    return weights.areEqual() && sampling == Sampling.SHUFFLED;
  }
}
