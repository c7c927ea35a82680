package io.finesweep.cli;

import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;

/** A refit that takes no sweep and less than a second. */
final class SmallModel {

  private static final Seeds SEEDS = new Seeds(3);

  private final Path folder;

  SmallModel(Path folder) {
    this.folder = folder;
  }

  Path of(String file, String label) throws IOException {
    RandomGenerator random = SEEDS.generator("rows");
    StringBuilder rows = new StringBuilder("x,colour," + label + "\n");
    for (int row = 0; row < 200; row++) {
      double x = random.nextGaussian();
      String colour = row % 2 == 0 ? "red" : "blue";
      String target = label.equals("y") ? "" + (1000 + 100 * x) : x > 0 ? "plus" : "minus";
      rows.append(x).append(',').append(colour).append(',').append(target).append('\n');
    }
    Path data = Files.writeString(folder.resolve(file), rows);
    return of(
        Map.of("format", "csv", "path", data.toString(), "label", label),
        label.equals("y") ? "mae" : "accuracy");
  }

  Path of(Map<String, ?> data, String metric) {
    Path sweep = folder.resolve("sweep");
    Experiment experiment =
        new Experiment(
            "dl4j",
            Settings.of(data),
            Settings.of(Map.of("folds", 2)),
            List.of(metric),
            sweep.toUri().toString());
    Settings recipe =
        Settings.of(
            Map.of(
                "network",
                List.of(Map.of("dense", Map.of("units", 8))),
                "learning-rate",
                0.03,
                "epochs",
                10));
    RefitTask task = new RefitTask(new RefitTask.Run(0, 0, 10), 0, SEEDS, experiment, recipe);
    var refitted =
        (RefitResult.Refitted)
            new FoldRunner(new Configuration(), "driver").refit(task, ProgressListener.NONE);
    return sweep.resolve(refitted.model().path());
  }
}
