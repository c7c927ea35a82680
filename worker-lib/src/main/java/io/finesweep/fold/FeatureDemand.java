package io.finesweep.fold;

import io.finesweep.data.AugmentationStep;
import io.finesweep.engine.Beginning;
import io.finesweep.engine.EarlyStopping;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.FoldTask;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which frozen layers a run trains above, told from its task alone: what they put out may be
 * shared. Runs of one sweep and one fold with equal demands need the same features.
 *
 * @param baseModel the path of its file
 * @param sha256 of its content; null where it is not to be checked
 * @param freezeUpTo the last of these layers
 * @param augmentation of which variants of the rows are needed; none where they are themselves
 * @param variants how many of them
 * @param views how many views of the rows are needed beside
 * @param watched the share of the training rows that no preprocessing is fitted to
 */
public record FeatureDemand(
    String baseModel,
    @Nullable String sha256,
    String freezeUpTo,
    List<AugmentationStep> augmentation,
    int variants,
    int views,
    double watched) {

  /** The demand of a run; empty where it shares no features with runs elsewhere. */
  public static Optional<FeatureDemand> of(FoldTask task) {
    if (task.experiment().sharedMemory() == 0 || task.experiment().storedFeatures() == 0) {
      return Optional.empty();
    }
    Recipe recipe = Recipe.of(task.fineTuning());
    if (!(recipe.beginning() instanceof Beginning.BaseModel base)
        || base.freezeUpTo() == null
        || recipe.changesRows()) {
      return Optional.empty();
    }
    EarlyStopping stopping = recipe.finish().earlyStopping();
    return Optional.of(
        new FeatureDemand(
            base.path(),
            base.sha256(),
            base.freezeUpTo(),
            recipe.passes().augmentation().steps(),
            recipe.variants(),
            recipe.finish().testTimeAugmentation().count(),
            stopping.isOn() ? stopping.share() : 0));
  }
}
