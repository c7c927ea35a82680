package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.List;

/**
 * Which weights predict and are saved: those of the last step, or a mean over steps. Training goes
 * on with those of the last step. The running statistics of batch normalization are averaged like
 * weights.
 */
public sealed interface Averaging {

  /** Those of the last step. */
  record None() implements Averaging {}

  /**
   * A moving mean over all steps (Polyak and Juditsky 1992). It follows faster in the first steps:
   * in step t the mean keeps the share min(decay, (1 + t) / (10 + t)).
   */
  record Ema(double decay) implements Averaging {}

  /**
   * The mean over the ends of epochs (Izmailov et al., Averaging Weights Leads to Wider Optima,
   * 2018, algorithm 1) after the share {@code from} of all epochs.
   */
  record Swa(double from) implements Averaging {}

  /** Reads {@code averaging}; {@code none} unless it is set. */
  static Averaging read(Section section) {
    Variant variant = section.variant("averaging", "none", List.of("none", "ema", "swa"));
    Section options = variant.options();
    Averaging averaging =
        switch (variant.name()) {
          case "ema" -> new Ema(options.number("decay", 0.99, Range.BELOW_ONE));
          case "swa" -> new Swa(options.number("from", 0.5, Range.BELOW_ONE));
          default -> new None();
        };
    options.end();
    return averaging;
  }

  /** Whether the weights of the last step are the ones. */
  default boolean isNone() {
    return this instanceof None;
  }

  /**
   * The share that the newest weights get in the mean after a step; 0 for none.
   *
   * @param steps how many were made before it
   */
  default double afterStep(int steps) {
    return this instanceof Ema ema ? 1 - Math.min(ema.decay(), (1.0 + steps) / (10.0 + steps)) : 0;
  }

  /**
   * The share that the newest weights get in the mean after an epoch; 0 for none.
   *
   * @param seen how many epochs, this one counted in
   * @param epochs the full budget
   */
  default double afterEpoch(int seen, int epochs) {
    int averaged = seen - before(epochs);
    return this instanceof Swa && averaged > 0 ? 1.0 / averaged : 0;
  }

  /** Whether there is a mean after {@code seen} epochs. */
  default boolean hasBegun(int seen, int epochs) {
    return !isNone() && seen > before(epochs);
  }

  private int before(int epochs) {
    return this instanceof Swa swa ? (int) (swa.from() * epochs) : 0;
  }
}
