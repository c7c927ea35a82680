package io.finesweep.cli;

import io.finesweep.data.NewRows;
import io.finesweep.data.Targets;
import io.finesweep.fold.FinalModel;
import io.finesweep.metric.Predictions;
import io.finesweep.store.Column;
import io.finesweep.store.Column.Kind;
import io.finesweep.store.Row;
import io.finesweep.store.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of what a model says of new rows, one row for each: its number from 0, its id if there
 * is one, then the most probable class and the probabilities of all, or each predicted number.
 */
final class NewPredictions {

  private static final int ROWS_AT_ONCE = 4096;

  private final FinalModel.Opened model;
  private final NewRows rows;
  private final Targets outputs;

  NewPredictions(FinalModel.Opened model, NewRows rows) {
    this.model = model;
    this.rows = rows;
    this.outputs = model.model().description().none();
  }

  /** The table; the model must stay open until it is written. */
  Table table() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("row", Kind.WHOLE, "the row's number in the data, from 0"));
    if (rows.ids() != null) {
      columns.add(new Column("id", Kind.TEXT, "the row's '" + rows.ids().name() + "'"));
    }
    if (outputs instanceof Targets.Classes) {
      columns.add(new Column("predicted", Kind.TEXT, "the most probable class"));
      columns.addAll(Column.probabilities(outputs.names()));
    } else {
      columns.addAll(
          Column.reals("predicted_", outputs.names(), name -> "'" + name + "', in its own unit"));
    }
    int blocks = (rows.data().size() + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE;
    Iterable<Row> cells = () -> IntStream.range(0, blocks).boxed().flatMap(this::block).iterator();
    return new Table("predictions", columns, cells);
  }

  private Stream<Row> block(int block) {
    int from = block * ROWS_AT_ONCE;
    int to = Math.min(rows.data().size(), from + ROWS_AT_ONCE);
    Predictions predictions = model.predict(rows.data(), IntStream.range(from, to).toArray());
    return IntStream.range(from, to).mapToObj(row -> row(row, row - from, predictions));
  }

  private Row row(int row, int place, Predictions predictions) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add((long) row);
    if (rows.ids() != null) {
      cells.add(rows.ids().text(row));
    }
    double[] numbers;
    if (predictions instanceof Predictions.Classes classes) {
      numbers = classes.probabilities()[place];
      cells.add(classes.classes().get(largest(numbers)));
    } else {
      numbers = ((Predictions.Numbers) predictions).predicted()[place];
    }
    for (double number : numbers) {
      cells.add(number);
    }
    return new Row(cells);
  }

  /** Of equal ones the first. */
  private static int largest(double[] numbers) {
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      largest = numbers[i] > numbers[largest] ? i : largest;
    }
    return largest;
  }
}
