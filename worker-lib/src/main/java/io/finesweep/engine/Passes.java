package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;

/**
 * How the rows are passed over.
 *
 * @param epochs the full budget per fold
 * @param batchSize how many rows make one step
 */
public record Passes(int epochs, int batchSize) {

  /** Reads {@code epochs}, 10 unless it is set, and {@code batch-size}, 32 unless it is set. */
  static Passes read(Section section) {
    section.raw("augmentation");
    return new Passes(
        section.integer("epochs", 10, Range.atLeast(1)),
        section.integer("batch-size", 32, Range.atLeast(1)));
  }
}
