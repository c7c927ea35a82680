package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Settings;

/** How to fine-tune: the {@code fine-tuning} section with every distribution drawn. */
public record Recipe(int epochs, int batchSize, double learningRate) {

  /** Reads a recipe; what is wrong is added to the section's problems. */
  public static Recipe read(Section section) {
    return new Recipe(
        section.integer("epochs", 10, Section.Range.atLeast(1)),
        section.integer("batch-size", 32, Section.Range.atLeast(1)),
        section.number("learning-rate", 1e-3, Section.Range.POSITIVE));
  }

  /** The recipe in {@code settings}, which were validated before. */
  public static Recipe of(Settings settings) {
    return read(settings.section("fine-tuning", new java.util.ArrayList<>()));
  }
}
