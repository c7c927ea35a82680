package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.List;

/** What is done to a gradient that is too large. */
public sealed interface Clipping {

  /** Nothing. */
  record None() implements Clipping {}

  /** Each element is kept within plus and minus {@code threshold}. */
  record ByValue(double threshold) implements Clipping {}

  /**
   * The gradient of all weights together is shortened to the length {@code threshold} (Pascanu et
   * al. 2013, algorithm 1); it is the mean over the batch.
   */
  record ByNorm(double threshold) implements Clipping {}

  /** Reads {@code gradient-clipping}; {@code none} unless it is set. */
  static Clipping read(Section section) {
    Variant variant =
        section.variant("gradient-clipping", "none", List.of("none", "value", "norm"));
    Section options = variant.options();
    Clipping clipping =
        switch (variant.name()) {
          case "value" -> new ByValue(options.number("threshold", 0.5, Range.POSITIVE));
          case "norm" -> new ByNorm(options.number("threshold", 1, Range.POSITIVE));
          default -> new None();
        };
    options.end();
    return clipping;
  }
}
