package io.finesweep.data;

import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Section.Variant;
import java.util.List;
import java.util.random.RandomGenerator;

/** How rows of a batch are mixed with each other, and their targets with them. */
public sealed interface Mixing {

  /** The names in configuration. */
  List<String> NAMES = List.of("none", "mixup", "cutmix");

  /** Each row stays its own. */
  record None() implements Mixing {}

  /**
   * Rows are blended with other rows (Zhang et al., mixup, 2018): the share of each is drawn for
   * the batch from Beta(alpha, alpha).
   *
   * @param probability of a batch to be mixed
   */
  record Mixup(double alpha, double probability) implements Mixing {}

  /**
   * A rectangle of each image is taken from another one (Yun et al., CutMix, 2019, algorithm A1);
   * its area is drawn for the batch as 1 − Beta(alpha, alpha).
   *
   * @param probability of a batch to be mixed
   */
  record Cutmix(double alpha, double probability) implements Mixing {}

  /** Reads {@code mixing}; {@code none} unless it is set. */
  static Mixing read(Section section) {
    Variant variant = section.variant("mixing", "none", NAMES);
    Section options = variant.options();
    Mixing mixing =
        switch (variant.name()) {
          case "mixup" ->
              new Mixup(
                  options.number("alpha", 0.2, Range.POSITIVE),
                  options.number("probability", 1, Range.SHARE));
          case "cutmix" ->
              new Cutmix(
                  options.number("alpha", 1, Range.POSITIVE),
                  options.number("probability", 0.5, Range.SHARE));
          default -> new None();
        };
    options.end();
    return mixing;
  }

  /** Whether it leaves rows as they are. */
  default boolean isNone() {
    return this instanceof None;
  }

  /**
   * Mixes a batch in place; the same random numbers make the same mixture.
   *
   * @param features row after row, each of {@code shape}
   * @param targets row after row: numbers, or the share of each class
   */
  default void apply(
      float[] features, float[] targets, int rows, int[] shape, RandomGenerator random) {
    if (this instanceof Mixup mixup) {
      int[] partners = RowOrder.shuffled(rows, random);
      double own = Beta.symmetric(mixup.alpha(), random);
      if (random.nextDouble() < mixup.probability()) {
        blend(features, partners, own);
        blend(targets, partners, own);
      }
    } else if (this instanceof Cutmix cutmix) {
      int[] partners = RowOrder.shuffled(rows, random);
      Patch patch = Patch.draw(1 - Beta.symmetric(cutmix.alpha(), random), shape, random);
      if (random.nextDouble() < cutmix.probability()) {
        patch.copy(features, partners, shape);
        blend(targets, partners, 1 - patch.share(shape));
      }
    }
  }

  private static void blend(float[] numbers, int[] partners, double own) {
    float[] before = numbers.clone();
    int width = numbers.length / Math.max(1, partners.length);
    float share = (float) own;
    for (int row = 0; row < partners.length; row++) {
      for (int i = 0; i < width; i++) {
        int at = row * width + i;
        numbers[at] = share * before[at] + (1 - share) * before[partners[row] * width + i];
      }
    }
  }
}
