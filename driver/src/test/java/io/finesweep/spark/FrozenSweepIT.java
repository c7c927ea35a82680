package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures a sweep over a frozen backbone, 32 trials × 5 folds × 10 epochs in one thread: on
 * digits, or on the 5,000 test images 5 to 9 of Fashion-MNIST where {@code finesweep.bench.data}
 * names the folder of its files. Without reuse one trial is measured, since all take the same.
 */
@Tag("bench")
class FrozenSweepIT {

  private static final int TRIALS = 32;
  private static final int FOLDS = Images.FOLDS;
  private static final int EPOCHS = 10;
  private static final int VARIANTS = 5;

  @TempDir private Path folder;

  @Test
  void learnsAboveFrozenLayersWithAndWithoutReuse() throws IOException {
    Images images = new Images(folder);
    Path base = images.base();
    run(images, base, 0, 512, 3); // warms up
    double alone = run(images, base, 1, 0, EPOCHS) / FOLDS;
    System.setProperty("finesweep.heads", "dl4j");
    double shared;
    try {
      shared = run(images, base, 4, 512, EPOCHS) / (4 * FOLDS);
    } finally {
      System.clearProperty("finesweep.heads");
    }
    double plain = run(images, base, TRIALS, 512, EPOCHS) / (TRIALS * FOLDS);
    System.out.printf(
        Locale.ROOT,
        "a fold run: %.3f s with the frozen layers in it, %.3f s above shared features (DL4J's"
            + " head; 4 trials share), %.3f s above them in plain arrays; the sweep of %d trials:"
            + " %.1f s, without reuse %.1f s (one trial measured), %.1f times faster%n",
        alone,
        shared,
        plain,
        TRIALS,
        plain * TRIALS * FOLDS,
        alone * TRIALS * FOLDS,
        alone / plain);
    assertThat(plain).isPositive();
  }

  @Test
  void learnsAboveVariantsOfRowsWithAndWithoutReuse() throws IOException {
    Images images = new Images(folder);
    Path base = images.base();
    Map<String, ?> variants =
        Map.of("augmentation", List.of("rotate", "shift"), "augmentation-variants", VARIANTS);
    run(images, base, 0, 512, 3, variants); // warms up
    double alone = run(images, base, 1, 0, EPOCHS, variants) / FOLDS;
    double shared = run(images, base, TRIALS, 512, EPOCHS, variants) / (TRIALS * FOLDS);
    System.out.printf(
        Locale.ROOT,
        "%d variants of each row; a fold run: %.3f s with the frozen layers in it, %.3f s above"
            + " shared features; the sweep of %d trials: %.1f s, without reuse %.1f s (one trial"
            + " measured), %.1f times faster%n",
        VARIANTS,
        alone,
        shared,
        TRIALS,
        shared * TRIALS * FOLDS,
        alone * TRIALS * FOLDS,
        alone / shared);
    assertThat(shared).isPositive();
  }

  private double run(Images images, Path base, int trials, int megabytes, int epochs) {
    return run(images, base, trials, megabytes, epochs, Map.of());
  }

  /** Seconds that {@code trials} trials take in a process that shares nothing yet. */
  private double run(
      Images images, Path base, int trials, int megabytes, int epochs, Map<String, ?> more) {
    FoldRunner runner = new FoldRunner(new Configuration(), "driver");
    long start = System.nanoTime();
    for (int trial = 0; trial < Math.max(1, trials); trial++) {
      for (int fold = 0; fold < FOLDS; fold++) {
        Map<String, Object> tuning = new LinkedHashMap<>(more);
        tuning.put("base-model", base.toString());
        tuning.put("freeze-up-to", "dense1");
        tuning.put("epochs", epochs);
        tuning.put("batch-size", Images.BATCH);
        tuning.put("learning-rate", 1e-4 * Math.pow(1.2, trial));
        FoldTask task =
            new FoldTask(
                new RunId(trial, fold, epochs),
                0,
                Images.SEEDS,
                images.experiment(Images.LAST, megabytes),
                Settings.of(tuning),
                null,
                FoldTask.Keep.PREDICTIONS);
        assertThat(runner.run(task, ProgressListener.NONE)).isInstanceOf(FoldResult.Scored.class);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
