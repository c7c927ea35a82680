package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.store.Column.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code predictions}: for each fold run that left some, a row for each row of its
 * validation part; of a regression with several outputs, a row for each of them. Runs whose file is
 * gone or changed are left out.
 */
final class PredictionRows {

  static final String NAME = "predictions";

  private static final List<Column> RUN =
      List.of(
          new Column("trial", Kind.WHOLE, "the trial's number"),
          new Column("fold", Kind.WHOLE, "the fold's index, from 0"),
          new Column("epochs", Kind.WHOLE, "that the fold had been trained for"),
          new Column("row", Kind.WHOLE, "the row's number in the data set, from 0"));

  private final SweepFolder folder;

  PredictionRows(SweepFolder folder) {
    this.folder = folder;
  }

  /** What one run predicted. */
  private record Predicted(Finished run, PredictionsFile file) {}

  /** The table of some runs; empty where none of their files can be read. */
  Optional<Table> table(List<Placed> runs) {
    PredictionFiles files = new PredictionFiles(folder);
    return runs.stream()
        .flatMap(one -> read(one, files))
        .findFirst()
        .map(first -> table(runs, files, columns(first.file().predictions())));
  }

  private static Table table(List<Placed> runs, PredictionFiles files, List<Column> columns) {
    Iterable<Row> rows =
        () ->
            runs.stream()
                .flatMap(one -> read(one, files))
                .filter(one -> columns(one.file().predictions()).equals(columns))
                .flatMap(PredictionRows::rows)
                .iterator();
    return new Table(NAME, columns, rows);
  }

  private static Stream<Predicted> read(Placed one, PredictionFiles files) {
    return files.read(one).stream().map(file -> new Predicted(one.run(), file));
  }

  static List<Column> columns(Predictions predictions) {
    List<Column> columns = new ArrayList<>(RUN);
    if (predictions instanceof Predictions.Classes classes) {
      columns.add(new Column("truth", Kind.TEXT, "the true class"));
      columns.add(new Column("predicted", Kind.TEXT, "the most probable class"));
      columns.addAll(Column.probabilities(classes.classes()));
    } else {
      columns.add(new Column("output", Kind.TEXT, "the name of the target"));
      columns.add(new Column("truth", Kind.REAL, "the true value, in the target's own unit"));
      columns.add(new Column("predicted", Kind.REAL, "the predicted value, likewise"));
    }
    return columns;
  }

  private static Stream<Row> rows(Predicted one) {
    List<Row> rows = new ArrayList<>();
    if (one.file().predictions() instanceof Predictions.Classes classes) {
      addClasses(rows, one, classes);
    } else if (one.file().predictions() instanceof Predictions.Numbers numbers) {
      addNumbers(rows, one, numbers);
    }
    return rows.stream();
  }

  private static void addClasses(List<Row> rows, Predicted one, Predictions.Classes classes) {
    int[] predicted = classes.predicted();
    for (int i = 0; i < classes.size(); i++) {
      List<@Nullable Object> cells = start(one, i);
      cells.add(classes.classes().get(classes.truth()[i]));
      cells.add(classes.classes().get(predicted[i]));
      for (double probability : classes.probabilities()[i]) {
        cells.add(probability);
      }
      rows.add(new Row(cells));
    }
  }

  private static void addNumbers(List<Row> rows, Predicted one, Predictions.Numbers numbers) {
    for (int i = 0; i < numbers.size(); i++) {
      for (int output = 0; output < numbers.outputs().size(); output++) {
        List<@Nullable Object> cells = start(one, i);
        cells.add(numbers.outputs().get(output));
        cells.add(numbers.truth()[i][output]);
        cells.add(numbers.predicted()[i][output]);
        rows.add(new Row(cells));
      }
    }
  }

  private static List<@Nullable Object> start(Predicted one, int row) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add((long) one.run().run().trial());
    cells.add((long) one.run().run().fold());
    cells.add((long) one.run().run().epochs());
    cells.add((long) one.file().rows()[row]);
    return cells;
  }
}
