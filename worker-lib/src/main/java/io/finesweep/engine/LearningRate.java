package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.List;

/**
 * How long a step is, by how far training has come.
 *
 * @param rate the rate that the schedule starts from
 * @param schedule how it changes
 * @param warmUp over how many epochs it first rises linearly from 0 (Goyal et al. 2017, section
 *     2.2); 0 for none
 */
public record LearningRate(double rate, Schedule schedule, double warmUp) {

  /** How a learning rate changes. */
  public sealed interface Schedule {
    /** Not at all. */
    record Constant() implements Schedule {}

    /** Times {@code factor} after every {@code every} epochs. */
    record Step(double factor, double every) implements Schedule {}

    /** Times {@code factor} to the power of the epochs seen, at every step. */
    record Exponential(double factor) implements Schedule {}

    /**
     * Down to the share {@code floor} of the rate at the last epoch, along half a cosine, at every
     * step (Loshchilov and Hutter 2017, equation 5, without restarts).
     */
    record Cosine(double floor) implements Schedule {}
  }

  /**
   * Reads {@code learning-rate} (0.001 unless it is set), {@code learning-rate-schedule} (one of
   * {@code constant}, {@code step { factor = 0.1, every = 10 }}, {@code exponential { factor = 0.9
   * }}, {@code cosine { floor = 0 }}) and {@code warm-up} in epochs.
   */
  static LearningRate read(Section section) {
    double rate = section.number("learning-rate", 1e-3, Range.POSITIVE);
    Variant variant =
        section.variant(
            "learning-rate-schedule",
            "constant",
            List.of("constant", "step", "exponential", "cosine"));
    Section options = variant.options();
    Schedule schedule =
        switch (variant.name()) {
          case "step" ->
              new Schedule.Step(
                  options.number("factor", 0.1, Range.POSITIVE),
                  options.number("every", 10, Range.POSITIVE));
          case "exponential" ->
              new Schedule.Exponential(options.number("factor", 0.9, Range.POSITIVE));
          case "cosine" -> new Schedule.Cosine(options.number("floor", 0, Range.SHARE));
          default -> new Schedule.Constant();
        };
    options.end();
    return new LearningRate(rate, schedule, section.number("warm-up", 0, Range.NOT_NEGATIVE));
  }

  /**
   * The rate of one step.
   *
   * @param step from 0, over all epochs
   * @param stepsPerEpoch how many make an epoch
   * @param epochs the full budget
   */
  public double at(long step, int stepsPerEpoch, int epochs) {
    double seen = (double) step / stepsPerEpoch;
    if (seen < warmUp) {
      return rate * Math.min(1, (step + 1) / (warmUp * stepsPerEpoch));
    }
    if (schedule instanceof Schedule.Step steps) {
      return rate * Math.pow(steps.factor(), Math.floor(seen / steps.every()));
    } else if (schedule instanceof Schedule.Exponential exponential) {
      return rate * Math.pow(exponential.factor(), seen);
    } else if (schedule instanceof Schedule.Cosine cosine) {
      double share = Math.min(1, (seen - warmUp) / Math.max(epochs - warmUp, 1e-9));
      double wave = 0.5 * (1 + Math.cos(Math.PI * share));
      return rate * (cosine.floor() + (1 - cosine.floor()) * wave);
    }
    return rate;
  }
}
