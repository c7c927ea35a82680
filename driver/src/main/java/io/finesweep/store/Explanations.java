package io.finesweep.store;

import io.finesweep.metric.Explanation;
import io.finesweep.store.Column.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the winner's answers rest on: kept whole as JSON, and as the tables {@code inputs.parquet}
 * or {@code patches.parquet} for analysts.
 */
public final class Explanations {

  private static final System.Logger LOG = System.getLogger(Explanations.class.getName());

  static final String INPUTS = "inputs";
  static final String PATCHES = "patches";

  private Explanations() {}

  /** Where the explanation of a trial's model is, relative to the sweep's folder. */
  static String path(int trial) {
    return "explanations/trial-" + trial + ".json";
  }

  /** Whether a trial's model was explained. */
  public static boolean exists(SweepFolder folder, int trial) {
    return folder.exists(path(trial));
  }

  /** Keeps the explanation of a trial's model; the tables are of the last one that was kept. */
  public static void publish(SweepFolder folder, int trial, Explanation explanation) {
    if (!explanation.inputs().isEmpty()) {
      inputs(trial, explanation).publish(folder, INPUTS + ".parquet");
    }
    if (!explanation.images().isEmpty()) {
      patches(trial, explanation).publish(folder, PATCHES + ".parquet");
    }
    folder.publish(path(trial), EventJson.write(explanation));
  }

  /** The explanation of a trial's model; empty where there is none that can be read. */
  public static Optional<Explanation> read(SweepFolder folder, int trial) {
    if (!exists(folder, trial)) {
      return Optional.empty();
    }
    try (InputStream in = folder.open(path(trial))) {
      return Optional.of(EventJson.read(in.readAllBytes(), Explanation.class));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "An explanation is left out: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  /** A row for each input column. */
  static Table inputs(int trial, Explanation explanation) {
    List<Row> rows = new ArrayList<>();
    for (Explanation.Input input : explanation.inputs()) {
      rows.add(
          Row.of(
              (long) trial,
              input.name(),
              explanation.metric(),
              input.worse(),
              input.deviation(),
              (long) input.permutations(),
              (long) explanation.rows()));
    }
    return new Table(
        INPUTS,
        List.of(
            new Column("trial", Kind.WHOLE, "the trial's number"),
            new Column("input", Kind.TEXT, "the name of the column, or the word"),
            new Column("metric", Kind.TEXT, "that was measured"),
            new Column(
                "worse",
                Kind.REAL,
                "by how much it gets worse without the input, mean over permutations"),
            new Column("worse_std", Kind.REAL, "standard deviation between permutations"),
            new Column("permutations", Kind.WHOLE, "how many there were"),
            new Column("rows", Kind.WHOLE, "of the test set that were looked at")),
        rows);
  }

  /** A row for each patch of each image. */
  static Table patches(int trial, Explanation explanation) {
    List<Row> rows = new ArrayList<>();
    for (Explanation.Occluded image : explanation.images()) {
      for (int y = 0; y < image.drops().length; y++) {
        int top = y * image.patch();
        double[] drops = image.drops()[y];
        IntStream.range(0, drops.length)
            .forEach(x -> rows.add(patch(trial, image, top, x * image.patch(), drops[x])));
      }
    }
    return new Table(
        PATCHES,
        List.of(
            new Column("trial", Kind.WHOLE, "the trial's number"),
            new Column("row", Kind.WHOLE, "the row's number in the data set, from 0"),
            new Column("truth", Kind.TEXT, "the true class or value"),
            new Column("predicted", Kind.TEXT, "the predicted class or value"),
            new Column("given", Kind.REAL, "the probability of that class, or the value"),
            new Column("top", Kind.WHOLE, "the patch's first line of pixels, from 0"),
            new Column("left", Kind.WHOLE, "the patch's first column of pixels, from 0"),
            new Column("side", Kind.WHOLE, "the patch's height and width in pixels"),
            new Column("drop", Kind.REAL, "by how much it falls without the patch")),
        rows);
  }

  private static Row patch(int trial, Explanation.Occluded image, int top, int left, double drop) {
    return Row.of(
        (long) trial,
        (long) image.row(),
        image.truth(),
        image.predicted(),
        image.given(),
        (long) top,
        (long) left,
        (long) image.patch(),
        drop);
  }
}
