package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;

/**
 * What keeps the trained weights small; biases are left alone.
 *
 * @param l1 the weight of the sum of absolute values in the loss
 * @param l2 the weight of half the sum of squares in the loss
 * @param weightDecay the share, times the learning rate, that a weight loses at each step beside
 *     its gradient (decoupled, Loshchilov and Hutter 2019)
 */
public record Regularization(double l1, double l2, double weightDecay) {

  /** Reads {@code l1}, {@code l2} and {@code weight-decay}; 0 unless they are set. */
  static Regularization read(Section section) {
    return new Regularization(
        section.number("l1", 0, Range.NOT_NEGATIVE),
        section.number("l2", 0, Range.NOT_NEGATIVE),
        section.number("weight-decay", 0, Range.NOT_NEGATIVE));
  }
}
