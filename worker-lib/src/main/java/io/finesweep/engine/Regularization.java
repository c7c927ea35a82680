package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;

/**
 * What keeps a model from fitting its training rows too closely. Penalties are on weights; biases
 * are left alone.
 *
 * @param l1 the weight of the sum of absolute values in the loss
 * @param l2 the weight of half the sum of squares in the loss
 * @param weightDecay the share, times the learning rate, that a weight loses at each step beside
 *     its gradient (decoupled, Loshchilov and Hutter 2019)
 * @param labelSmoothing the share of each training label that is spread evenly over all classes
 *     (Szegedy et al. 2016, section 7)
 * @param weightNoise what is done to weights while they are trained
 */
public record Regularization(
    double l1, double l2, double weightDecay, double labelSmoothing, WeightNoise weightNoise) {

  /**
   * Reads {@code l1}, {@code l2}, {@code weight-decay} and {@code label-smoothing}, 0 unless they
   * are set, and {@code weight-noise}.
   *
   * @param optimizer whose own weight decay, where it has one, is the weight decay
   */
  static Regularization read(Section section, Optimizer optimizer) {
    return new Regularization(
        section.number("l1", 0, Range.NOT_NEGATIVE),
        section.number("l2", 0, Range.NOT_NEGATIVE),
        weightDecay(section, optimizer),
        section.number("label-smoothing", 0, Range.BELOW_ONE),
        WeightNoise.read(section));
  }

  private static double weightDecay(Section section, Optimizer optimizer) {
    double decay = section.number("weight-decay", 0, Range.NOT_NEGATIVE);
    if (!(optimizer instanceof Optimizer.AdamW own)) {
      return decay;
    } else if (decay > 0) {
      section.problem(
          "weight-decay",
          "'"
              + section.path("weight-decay")
              + "' is "
              + decay
              + " beside the optimizer adamw, which has a weight decay of its own.",
          "Maybe remove it, or choose adam: with weight-decay it is AdamW.");
    }
    return own.weightDecay();
  }
}
