package io.finesweep.data;

import io.finesweep.data.AugmentationStep.Brightness;
import io.finesweep.data.AugmentationStep.Contrast;
import io.finesweep.data.AugmentationStep.Crop;
import io.finesweep.data.AugmentationStep.Erase;
import io.finesweep.data.AugmentationStep.Flip;
import io.finesweep.data.AugmentationStep.Geometric;
import io.finesweep.data.AugmentationStep.Noise;
import io.finesweep.data.AugmentationStep.Rotate;
import io.finesweep.data.AugmentationStep.Scale;
import io.finesweep.data.AugmentationStep.Shift;
import io.finesweep.trial.Section;
import io.finesweep.trial.Section.Range;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Random changes of training rows that leave their targets as they are.
 *
 * @param steps in order
 * @param variants how many variants each row has; 0 where it is drawn anew each time
 */
public record Augmentation(List<AugmentationStep> steps, int variants) {

  /** The names of the steps in configuration. */
  public static final List<String> NAMES =
      List.of(
          "flip", "rotate", "shift", "scale", "crop", "brightness", "contrast", "noise", "erase");

  /** No change. */
  public static final Augmentation NONE = new Augmentation(List.of());

  private static final Seeds SEEDS = new Seeds(0);

  public Augmentation {
    steps = List.copyOf(steps);
  }

  /** Changes that are drawn anew each time. */
  public Augmentation(List<AugmentationStep> steps) {
    this(steps, 0);
  }

  /**
   * Reads {@code augmentation}, a list of steps, and {@code augmentation-variants}, 0 unless it is
   * set; what is wrong is added to the section's problems.
   */
  public static Augmentation read(Section section) {
    List<AugmentationStep> steps = new ArrayList<>();
    for (Section.Variant variant : section.variants("augmentation", NAMES)) {
      steps.add(step(variant.name(), variant.options()));
      variant.options().end();
    }
    return new Augmentation(steps, section.integer("augmentation-variants", 0, Range.atLeast(0)));
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * In how many ways a row may be seen: 1 where the steps leave nothing to chance; 0 where there is
   * no end to them.
   */
  public int bound() {
    return steps.stream().noneMatch(AugmentationStep::isRandom) ? 1 : variants;
  }

  /** Why these steps cannot change rows of {@code shape}; empty where they can. */
  public Optional<String> misfit(int[] shape) {
    if (shape.length == 3) {
      return Optional.empty();
    }
    return steps.stream()
        .filter(step -> !(step instanceof Noise))
        .findFirst()
        .map(
            step ->
                "The augmentation '"
                    + step.name()
                    + "' changes images, but a row is no image: it has "
                    + shape[0]
                    + " columns. Maybe keep only noise, or read the columns as an image by"
                    + " data.shape.");
  }

  /**
   * Changes a row in place; the same random numbers make the same change.
   *
   * @param row already preprocessed
   * @param shape {@code [channels, height, width]}, or {@code [columns]} where only noise fits
   */
  public void apply(float[] row, int[] shape, RandomGenerator random) {
    Affine pending = Affine.IDENTITY;
    for (AugmentationStep step : steps) {
      if (step instanceof Geometric geometric) {
        // One redrawing for all of them blurs less than one each.
        pending = pending.then(geometric.draw(shape, random));
      } else {
        pending.redraw(row, shape);
        pending = Affine.IDENTITY;
        ((AugmentationStep.Shading) step).change(row, shape, random);
      }
    }
    pending.redraw(row, shape);
  }

  /**
   * Makes a row one of its variants, in place: the same in every run of every sweep.
   *
   * @param number of the row in its data set
   * @param variant from 0 to before {@link #bound}
   */
  public void vary(float[] row, int[] shape, int number, int variant) {
    apply(row, shape, SEEDS.generator("variant", number, variant));
  }

  private static AugmentationStep step(String name, Section options) {
    return switch (name) {
      case "flip" ->
          new Flip(
              options.number("horizontal", 0.5, Range.SHARE),
              options.number("vertical", 0, Range.SHARE));
      case "rotate" -> new Rotate(options.number("degrees", 10, Range.between(0, 180)));
      case "shift" -> new Shift(options.number("fraction", 0.1, Range.BELOW_ONE));
      case "scale" -> new Scale(options.number("range", 0.1, Range.BELOW_ONE));
      case "crop" -> new Crop(options.number("fraction", 0.1, Range.BELOW_ONE));
      case "brightness" -> new Brightness(options.number("range", 0.1, Range.NOT_NEGATIVE));
      case "contrast" -> new Contrast(options.number("range", 0.1, Range.SHARE));
      case "noise" -> new Noise(options.number("deviation", 0.05, Range.NOT_NEGATIVE));
      case "erase" ->
          new Erase(
              options.number("fraction", 0.2, Range.SHARE),
              options.number("probability", 0.5, Range.SHARE));
      default -> throw new IllegalArgumentException("'" + name + "' is none of " + NAMES + ".");
    };
  }
}
