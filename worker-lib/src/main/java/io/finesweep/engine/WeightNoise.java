package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.List;

/**
 * What is done to the weights of trained layers in each step of training, never in predicting. The
 * gradient at the changed weights moves the weights themselves.
 */
public sealed interface WeightNoise {

  /** Nothing. */
  record None() implements WeightNoise {}

  /** A share of the weights is taken for 0, the others enlarged (Wan et al., DropConnect, 2013). */
  record DropConnect(double rate) implements WeightNoise {}

  /** A number is added to each, normal with mean 0. */
  record Additive(double deviation) implements WeightNoise {}

  /** Each is multiplied by a number, normal with mean 1. */
  record Multiplicative(double deviation) implements WeightNoise {}

  /** Reads {@code weight-noise}; {@code none} unless it is set. */
  static WeightNoise read(Section section) {
    Variant variant =
        section.variant(
            "weight-noise", "none", List.of("none", "drop-connect", "additive", "multiplicative"));
    Section options = variant.options();
    WeightNoise noise =
        switch (variant.name()) {
          case "drop-connect" -> new DropConnect(options.number("rate", 0.1, Range.BELOW_ONE));
          case "additive" -> new Additive(options.number("deviation", 0.01, Range.NOT_NEGATIVE));
          case "multiplicative" ->
              new Multiplicative(options.number("deviation", 0.1, Range.NOT_NEGATIVE));
          default -> new None();
        };
    options.end();
    return noise;
  }
}
