package io.finesweep.engine;

import io.finesweep.data.Augmentation;
import io.finesweep.trial.Section;
import io.finesweep.trial.Settings;
import java.util.ArrayList;

/**
 * How to fine-tune: the {@code fine-tuning} section with every distribution drawn.
 *
 * @param beginning what the weights are before the first epoch, and which of them stay
 * @param transfer how the layers below the head learn
 * @param head what replaces the base model's output
 * @param passes how the rows are passed over
 * @param descent how a gradient becomes a step
 * @param regularization what keeps the weights small
 * @param finish when training ends, and how what came of it predicts
 */
public record Recipe(
    Beginning beginning,
    Transfer transfer,
    Head head,
    Passes passes,
    Descent descent,
    Regularization regularization,
    Finish finish) {

  /** Reads a recipe; what is wrong, unknown keys too, is added to the section's problems. */
  public static Recipe read(Section section) {
    Descent descent = Descent.read(section);
    Beginning beginning = Beginning.read(section);
    Passes passes = Passes.read(section);
    Recipe recipe =
        new Recipe(
            beginning,
            Transfer.read(section, beginning),
            Head.read(section),
            passes,
            descent,
            Regularization.read(section, descent.optimizer()),
            Finish.read(section, passes.augmentation()));
    section.end();
    return recipe;
  }

  /** The recipe in {@code settings}, which were validated before. */
  public static Recipe of(Settings settings) {
    return read(settings.section("fine-tuning", new ArrayList<>()));
  }

  /** The full budget: the epochs that schedules of the learning rate stretch over. */
  public int epochs() {
    return passes.epochs();
  }

  /**
   * Whether layers may see other numbers than those of a row itself, of so many variants as its
   * augmentation has, and of views that rows are predicted by.
   */
  public boolean changesRows() {
    return passes.augmentation().bound() == 0 || !passes.mixing().isNone();
  }

  /**
   * How many variants of a row training sees: no more than it has epochs; 0 where it sees the row.
   */
  public int variants() {
    Augmentation augmentation = passes.augmentation();
    return augmentation.isEmpty() ? 0 : Math.min(augmentation.bound(), epochs());
  }

  /** The same for rows that were augmented before. */
  public Recipe augmented() {
    return new Recipe(
        beginning, transfer, head, passes.augmented(), descent, regularization, finish);
  }
}
