package io.finesweep.store;

import io.finesweep.history.Event;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.trial.Blob;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** The tables of a sweep of 40 trials whose accuracy follows from the learning rate. */
final class NotebookSweep {

  private static final int TRIALS = 40;
  private static final int FOLDS = 3;

  private NotebookSweep() {}

  static void write(Path folder) throws IOException {
    SweepFolder sweep = Sample.folder(folder);
    RandomGenerator random = Seeds.generator(9);
    List<Event> events = new ArrayList<>();
    events.add(new Event.Opened(1, "me"));
    List<double[]> means = new ArrayList<>();
    for (int trial = 0; trial < TRIALS; trial++) {
      double exponent = -5 + 4 * random.nextDouble();
      double mean = 0.95 - 0.04 * (exponent + 3) * (exponent + 3);
      means.add(new double[] {trial, mean});
      events.add(
          new Event.Started(trial, Sample.configuration(Math.pow(10, exponent)), events.size()));
      for (int fold = 0; fold < FOLDS; fold++) {
        RunId run = new RunId(trial, fold, 9);
        events.add(new Event.Assigned(run, 0, events.size()));
        double value = mean - 0.01 * fold + 0.005 * random.nextGaussian();
        events.add(
            new Event.Finished(run, 0, Sample.scored(value, 9, predictions(sweep, trial, fold))));
      }
    }
    means.sort(Comparator.comparingDouble((double[] one) -> -one[1]));
    TablesWriter writer =
        TablesWriter.rebuild(sweep, Sample.SCHEMA, Sample.recorded(events.toArray(Event[]::new)));
    writer.publishRanking(means.stream().map(one -> new Rank((int) one[0], 0)).toList());
  }

  private static Blob predictions(SweepFolder sweep, int trial, int fold) throws IOException {
    int[] rows = {3 * fold, 3 * fold + 1, 3 * fold + 2};
    double[][] probabilities = {{0.9, 0.1}, {0.4, 0.6}, {0.7, 0.3}};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PredictionsFile.write(
        bytes,
        rows,
        new Predictions.Classes(new int[] {0, 1, 1}, probabilities, List.of("cat", "dog")));
    String path = "_runs/%d/%d/0-9/predictions".formatted(trial, fold);
    sweep.publish(path, bytes.toByteArray());
    return Blob.of(path, bytes.toByteArray());
  }
}
