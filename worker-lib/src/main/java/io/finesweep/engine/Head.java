package io.finesweep.engine;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import java.util.List;

/**
 * What replaces the base model's output: hidden layers, then as many outputs as the target has
 * (softmax and cross-entropy for classes, identity and squared error for regression).
 *
 * @param hidden the units of the hidden layers, in order
 * @param activation of the hidden layers
 * @param dropout the share of the head's inputs that are dropped in training
 * @param dropoutKind how they are
 */
public record Head(
    List<Integer> hidden, Activation activation, double dropout, DropoutKind dropoutKind) {

  /** What dropout does to a layer's inputs. */
  public enum DropoutKind {
    /** A share of them becomes 0, the others are enlarged (Srivastava et al. 2014). */
    PLAIN,
    /** All are multiplied by normal noise of the same variance (ibid., section 10). */
    GAUSSIAN,
    /** Keeps mean and deviation, for {@code selu} (Klambauer et al. 2017). */
    ALPHA,
    /**
     * Whole channels of an image become 0, the others are enlarged (Tompson et al. 2015); where
     * there is no image, like {@code PLAIN}.
     */
    SPATIAL
  }

  public Head {
    hidden = List.copyOf(hidden);
  }

  /**
   * Reads {@code head { hidden = [], activation = relu }}, {@code dropout}, which is 0 unless it is
   * set, and {@code dropout-kind}.
   */
  static Head read(Section section) {
    Section head = section.section("head");
    List<Integer> hidden =
        head.numbers("hidden", List.of(), Range.between(1, 1_000_000)).stream()
            .map(Double::intValue)
            .toList();
    Activation activation = head.option("activation", Activation.RELU);
    head.end();
    return new Head(
        hidden,
        activation,
        section.number("dropout", 0, Range.BELOW_ONE),
        section.option("dropout-kind", DropoutKind.PLAIN));
  }
}
