package io.finesweep.spark;

import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * What benchmarks fine-tune on: the digits, or the 10,000 test images of Fashion-MNIST where {@code
 * finesweep.bench.data} names the folder of its files.
 *
 * @param folder for what is written
 */
record Images(Path folder) {

  static final Seeds SEEDS = new Seeds(1);
  static final int FOLDS = 5;
  static final int BATCH = 32;

  /** The classes that base models have not seen. */
  static final List<Integer> LAST = List.of(5, 6, 7, 8, 9);

  private static final Path FASHION =
      Path.of(System.getProperty("finesweep.bench.data", "nowhere"));
  private static final String IMAGES = "t10k-images-idx3-ubyte.gz";

  /**
   * A small convolutional network that was trained on the classes 0 to 4: conv 32, conv 64, pool,
   * dense 128.
   */
  Path base() throws IOException {
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

  /** Five folds of the images of some classes. */
  Experiment experiment(List<Integer> classes, int megabytes) {
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
