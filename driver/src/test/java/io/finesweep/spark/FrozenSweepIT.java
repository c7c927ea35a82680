package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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

  private static final Seeds SEEDS = new Seeds(1);
  private static final int TRIALS = 32;
  private static final int FOLDS = 5;
  private static final int EPOCHS = 10;
  private static final Path FASHION =
      Path.of(System.getProperty("finesweep.bench.data", "nowhere"));
  private static final String IMAGES = "t10k-images-idx3-ubyte.gz";

  @TempDir private Path folder;

  @Test
  void learnsAboveFrozenLayersWithAndWithoutReuse() throws IOException {
    Path base = base();
    run(base, 0, 512, 3); // warms up
    double alone = run(base, 1, 0, EPOCHS) / FOLDS;
    System.setProperty("finesweep.heads", "dl4j");
    double shared;
    try {
      shared = run(base, 4, 512, EPOCHS) / (4 * FOLDS);
    } finally {
      System.clearProperty("finesweep.heads");
    }
    double plain = run(base, TRIALS, 512, EPOCHS) / (TRIALS * FOLDS);
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

  /** Seconds that {@code trials} trials take in a process that shares nothing yet. */
  private double run(Path base, int trials, int megabytes, int epochs) {
    FoldRunner runner = new FoldRunner(new Configuration(), "driver");
    long start = System.nanoTime();
    for (int trial = 0; trial < Math.max(1, trials); trial++) {
      for (int fold = 0; fold < FOLDS; fold++) {
        Settings tuning =
            Settings.of(
                Map.of(
                    "base-model",
                    base.toString(),
                    "freeze-up-to",
                    "dense1",
                    "epochs",
                    epochs,
                    "batch-size",
                    32,
                    "learning-rate",
                    1e-4 * Math.pow(1.2, trial)));
        FoldTask task =
            new FoldTask(
                new RunId(trial, fold, epochs),
                0,
                SEEDS,
                experiment(List.of(5, 6, 7, 8, 9), megabytes),
                tuning,
                null,
                FoldTask.Keep.PREDICTIONS);
        assertThat(runner.run(task, ProgressListener.NONE)).isInstanceOf(FoldResult.Scored.class);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** A network that was trained on the classes 0 to 4. */
  private Path base() throws IOException {
    Settings network =
        Settings.of(
            Map.of(
                "network",
                List.of(
                    Map.of("conv", Map.of("filters", 32)),
                    Map.of("conv", Map.of("filters", 64)),
                    Map.of("pool", Map.of("kernel", 2, "stride", 2)),
                    Map.of("dense", Map.of("units", 128))),
                "epochs",
                1,
                "batch-size",
                64));
    RefitTask task =
        new RefitTask(
            new RefitTask.Run(0, 0, 1), 0, SEEDS, experiment(List.of(0, 1, 2, 3, 4), 512), network);
    FoldRunner runner = new FoldRunner(new Configuration(), "driver");
    var refitted = (RefitResult.Refitted) runner.refit(task, ProgressListener.NONE);
    try (InputStream in =
        Files.newInputStream(folder.resolve("sweep").resolve(refitted.model().path()))) {
      return Files.write(folder.resolve("base.zip"), FinalModel.read(in).model());
    }
  }

  private Experiment experiment(List<Integer> classes, int megabytes) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (!Files.exists(FASHION.resolve(IMAGES))) {
      data.put("format", "parquet");
      data.put("path", Path.of("../conf/data/digits.parquet").toAbsolutePath().toString());
      data.put("label", "digit");
      data.put("id", "id");
      data.put("shape", List.of(1, 8, 8));
      data.put("scale", Map.of("divide", 16));
    } else {
      data.put("format", "idx");
      data.put("images", FASHION.resolve(IMAGES).toString());
      data.put("labels", FASHION.resolve("t10k-labels-idx1-ubyte.gz").toString());
    }
    data.put("task", "classification");
    data.put("classes", classes);
    return new Experiment(
        "dl4j",
        Settings.of(data),
        Settings.of(Map.of("folds", FOLDS, "test", 0)),
        List.of("accuracy"),
        folder.resolve("sweep").toUri().toString(),
        megabytes,
        0);
  }
}
