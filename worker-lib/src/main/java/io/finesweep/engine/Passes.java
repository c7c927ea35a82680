package io.finesweep.engine;

import io.finesweep.data.Augmentation;
import io.finesweep.data.Mixing;
import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;

/**
 * How the rows are passed over.
 *
 * @param epochs the full budget per fold
 * @param batchSize how many rows make one step
 * @param augmentation how rows are changed each time they are seen
 * @param mixing how rows of a batch are mixed after that
 * @param balance what is done where classes have unequally many rows
 */
public record Passes(
    int epochs, int batchSize, Augmentation augmentation, Mixing mixing, Balance balance) {

  /**
   * Reads {@code epochs} (10 unless it is set), {@code batch-size} (32 unless it is set), {@code
   * mixing}, and what {@link Augmentation#read} and {@link Balance#read} read.
   */
  static Passes read(Section section) {
    return new Passes(
        section.integer("epochs", 10, Range.atLeast(1)),
        section.integer("batch-size", 32, Range.atLeast(1)),
        Augmentation.read(section),
        Mixing.read(section),
        Balance.read(section));
  }

  /** The same for rows that were augmented before. */
  Passes augmented() {
    return new Passes(epochs, batchSize, Augmentation.NONE, mixing, balance);
  }
}
