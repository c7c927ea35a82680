package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.List;

/** When a base model's layers begin to learn; those up to {@code freeze-up-to} never do. */
public sealed interface Unfreezing {

  /** In the first epoch. */
  record AtOnce() implements Unfreezing {}

  /**
   * From the top down (Howard and Ruder, ULMFiT, 2018, section 3.3): first the head alone, and
   * after every {@code every} epochs {@code layers} more layers with weights.
   */
  record Gradual(int every, int layers) implements Unfreezing {}

  /** Reads {@code unfreezing}: {@code none}, the default, or {@code gradual { every, layers }}. */
  static Unfreezing read(Section section) {
    Variant variant = section.variant("unfreezing", "none", List.of("none", "gradual"));
    Section options = variant.options();
    Unfreezing unfreezing =
        variant.name().equals("gradual")
            ? new Gradual(
                options.integer("every", 1, Range.atLeast(1)),
                options.integer("layers", 1, Range.atLeast(1)))
            : new AtOnce();
    options.end();
    return unfreezing;
  }

  /** How many layers below the head learn after {@code epochs} epochs. */
  default int layers(int epochs) {
    return this instanceof Gradual gradual
        ? (int) Math.min(Integer.MAX_VALUE, (long) epochs / gradual.every() * gradual.layers())
        : Integer.MAX_VALUE;
  }
}
