package io.finesweep.cli;

import io.finesweep.analysis.Interval;
import io.finesweep.analysis.Measured;
import io.finesweep.data.ColumnEncoding;
import io.finesweep.data.DataSpec;
import io.finesweep.data.Datasets;
import io.finesweep.data.FilesHash;
import io.finesweep.data.Preprocessing;
import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.TestRows;
import io.finesweep.metric.Predictions;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Evaluation;
import io.finesweep.store.Stores;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Measures a model on a data set.
 *
 * @param like the sweep whose configuration says how data are read; null where nothing does
 */
record Evaluator(StoredModel model, @Nullable StoredSweep like) {

  /**
   * What the data are.
   *
   * @param path a file, folder or pattern; of IDX files, that of the images and that of the labels
   *     behind a comma
   * @param label the column to predict; null where the sweep says it
   * @param separator between fields of CSV; null for the sweep's own, or a comma
   */
  record Data(String path, @Nullable String label, @Nullable String separator) {}

  /** How the model does on the test set of the sweep {@code of}. */
  Evaluation onTestSet(StoredSweep of) throws IOException {
    FoldRunner runner = runner();
    SweepSpec spec = located(of);
    TestRows rows = runner.testRows(spec.experiment(), spec.seeds());
    if (rows.rows().length == 0) {
      throw new Mistakes.Mistake(
          "The sweep in '"
              + of.folder().location("")
              + "' has no test set.\nMaybe name a file with other rows.");
    }
    return evaluation(ready(runner), rows, of.folder().location("") + ", test set");
  }

  /** How the model does on rows from elsewhere. */
  Evaluation on(Data data) throws IOException {
    Configuration hadoop = HadoopSettings.here();
    FinalModel ready = ready(runner());
    List<Problem> problems = new ArrayList<>();
    DataSpec spec = DataSpec.read(settings(data, ready).section("data", problems));
    if (!problems.isEmpty()) {
      throw new Mistakes.Mistake(
          problems.get(0).rule() + "\nMaybe --like DIR names a sweep that reads such data.");
    }
    var rows = Datasets.loadFor(ready.preprocessing(), ready.description().none(), spec, hadoop);
    StringBuilder files = new StringBuilder();
    for (String path : data.path().split(",", -1)) {
      files.append(FilesHash.of(path, hadoop));
    }
    return evaluation(ready, TestRows.all(rows, files.toString()), data.path());
  }

  private static FoldRunner runner() {
    return new FoldRunner(HadoopSettings.here(), "driver");
  }

  private static SweepSpec located(StoredSweep sweep) {
    return new Located(HadoopSettings.here())
        .spec(sweep.configuration().spec(), sweep.folder().uri());
  }

  private FinalModel ready(FoldRunner runner) throws IOException {
    FinalModel ready = model.model();
    if (ready != null) {
      return ready;
    } else if (like == null) {
      throw new Mistakes.Mistake(
          "'"
              + model.location()
              + "' is no model of a sweep. As a base model it does not say how rows are prepared"
              + " for it.\n"
              + "Maybe --like DIR names the sweep that begins with it.");
    }
    SweepSpec spec = located(like);
    return runner.untouched(model.content(), spec.experiment(), spec.seeds());
  }

  private Evaluation evaluation(FinalModel ready, TestRows rows, String location)
      throws IOException {
    Predictions predictions;
    try (FinalModel.Opened opened = ready.open()) {
      predictions = rows.predictions(opened);
    }
    return evaluation(Measured.of(predictions, rows.sha256()), rows.sha256(), location);
  }

  private Evaluation evaluation(Measured measured, String sha256, String location) {
    String objective =
        like == null ? "" : like.configuration().spec().terms().objectives().get(0).metric();
    return new Evaluation(
        System.currentTimeMillis(),
        System.getProperty("user.name", "unknown"),
        new Evaluation.Subject(
            model.location(),
            model.sha256(),
            model.kind(),
            like == null ? "" : like.folder().name(),
            model.trial()),
        new Evaluation.Rows(location, sha256, measured.rows()),
        measured.figures().stream().map(figure -> figure(figure, objective)).toList());
  }

  private static Evaluation.Figure figure(Measured.Figure figure, String objective) {
    Interval interval = figure.interval();
    return new Evaluation.Figure(
        figure.metric().name(),
        figure.metric().goal().name().toLowerCase(Locale.ROOT),
        figure.metric().name().equals(objective),
        figure.value(),
        interval == null ? null : interval.low(),
        interval == null ? null : interval.high(),
        figure.resampled());
  }

  /** The section {@code data}: as the sweep has it, but for the place and what is not needed. */
  private Settings settings(Data data, FinalModel ready) {
    Preprocessing preprocessing = ready.preprocessing();
    Map<String, @Nullable Object> tree =
        new LinkedHashMap<>(
            like == null ? Map.of() : like.configuration().spec().experiment().data().tree());
    boolean table = !preprocessing.columns().isEmpty();
    if ("idx".equals(tree.get("format"))) {
      String[] paths = data.path().split(",", -1);
      tree.put("images", paths[0]);
      tree.put("labels", paths[paths.length - 1]);
    } else {
      tree.put("path", data.path());
    }
    if (table) {
      List.of("id", "group", "time", "ignore").forEach(tree::remove);
      tree.put("features", preprocessing.columns().stream().map(ColumnEncoding::column).toList());
      tree.put("format", isCsv(data) ? "csv" : "parquet");
      tree.remove(isCsv(data) ? "" : "separator");
      if (data.separator() != null) {
        tree.put("separator", data.separator());
      }
      if (data.label() != null) {
        tree.put("label", data.label());
      }
    }
    boolean classes = ready.description().kind() == FinalModel.Kind.CLASSES;
    tree.put("task", classes ? "classification" : "regression");
    if (like == null && table) {
      describe(tree, ready);
    }
    return Settings.of(tree);
  }

  /** What only the model itself tells. */
  private static void describe(Map<String, @Nullable Object> tree, FinalModel ready) {
    Preprocessing preprocessing = ready.preprocessing();
    tree.put(
        "categorical",
        preprocessing.columns().stream()
            .filter(ColumnEncoding.OneHot.class::isInstance)
            .map(ColumnEncoding::column)
            .toList());
    if (preprocessing.shape().size() == 3) {
      tree.put("shape", preprocessing.shape());
    }
    if (ready.description().kind() == FinalModel.Kind.NUMBERS) {
      tree.putIfAbsent("label", ready.description().outputs());
    }
  }

  private boolean isCsv(Data data) {
    String name = data.path().toLowerCase(Locale.ROOT);
    Object format =
        like == null ? null : like.configuration().spec().experiment().data().tree().get("format");
    return data.separator() != null
        || name.endsWith(".csv")
        || name.endsWith(".csv.gz")
        || ("csv".equals(format) && !name.endsWith(".parquet"));
  }

  /** The folder of the store that the sweep is in; null where there is no sweep. */
  @Nullable SweepFolder store() {
    return like == null ? null : Stores.of(like.folder(), HadoopSettings.here());
  }
}
