package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;

/**
 * How a base model's layers learn beside the new head.
 *
 * @param layerWiseDecay the learning rate of each layer with weights is that of the one above it
 *     times this; the head's is the learning rate itself (Clark et al., ELECTRA, 2020, appendix A)
 * @param l2Sp the weight, in the loss, of half the sum of squared distances of the base model's
 *     weights and biases from where they began (Li et al. 2018, equation 2); where it is above 0,
 *     {@code l2} is of the head alone
 * @param unfreezing when layers begin to learn
 */
public record Transfer(double layerWiseDecay, double l2Sp, Unfreezing unfreezing) {

  /**
   * Reads {@code layer-wise-decay} (1 unless it is set), {@code l2-sp} (0 unless it is set) and
   * {@code unfreezing}.
   */
  static Transfer read(Section section, Beginning beginning) {
    Transfer transfer =
        new Transfer(
            section.number("layer-wise-decay", 1, new Range(0, false, 1, true)),
            section.number("l2-sp", 0, Range.NOT_NEGATIVE),
            Unfreezing.read(section));
    if (!beginning.isPreTrained()) {
      refuse(section, "l2-sp", transfer.l2Sp > 0);
      refuse(section, "unfreezing", !(transfer.unfreezing instanceof Unfreezing.AtOnce));
    }
    return transfer;
  }

  private static void refuse(Section section, String key, boolean isSet) {
    if (isSet) {
      section.problem(
          key,
          "'" + section.path(key) + "' is set, but no weights were trained before.",
          "Maybe leave it out, or begin at a base model with weights = pre-trained.");
    }
  }
}
