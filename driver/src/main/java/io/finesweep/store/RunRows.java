package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import io.finesweep.store.Column.Kind;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of fold runs: {@code folds}, a row for each that ended, and {@code epochs}. */
final class RunRows {

  static final String FOLDS = "folds";
  static final String EPOCHS = "epochs";

  private final TableSchema schema;

  RunRows(TableSchema schema) {
    this.schema = schema;
  }

  /** The table {@code folds} of these runs. */
  Table folds(List<Finished> runs) {
    List<Column> columns = new ArrayList<>(runColumns());
    columns.add(new Column("epochs", Kind.WHOLE, "that the run was to reach"));
    columns.add(new Column("attempt", Kind.WHOLE, "from 0; higher after losses and retries"));
    columns.add(new Column("status", Kind.TEXT, "scored, diverged or failed"));
    columns.addAll(schema.metricColumns());
    columns.add(new Column("training_loss", Kind.REAL, "mean over the last epoch's examples"));
    columns.add(new Column("host", Kind.TEXT, "the machine that it ran on"));
    columns.add(new Column("executor", Kind.TEXT, "Spark's id of the executor"));
    columns.add(new Column("started", Kind.TIME, "by the executor's clock, UTC"));
    columns.add(new Column("seconds", Kind.REAL, "of work, from start to end, in seconds"));
    columns.add(
        new Column(
            "training_seconds", Kind.REAL, "of those seconds, spent in training and prediction"));
    columns.add(new Column("reason", Kind.TEXT, "why it failed or diverged"));
    columns.add(
        new Column(
            "numeric_path", Kind.TEXT, "backend, helpers, threads, versions: what numbers need"));
    return new Table(FOLDS, columns, runs.stream().map(this::foldRow).toList());
  }

  private static List<Column> runColumns() {
    return List.of(
        new Column("trial", Kind.WHOLE, "the trial's number"),
        new Column("fold", Kind.WHOLE, "the fold's index, from 0"));
  }

  private Row foldRow(Finished finished) {
    FoldResult result = finished.result();
    Usage usage = result.usage();
    List<EpochScore> epochs = epochs(result);
    List<@Nullable Object> cells = new ArrayList<>(runCells(finished));
    cells.add((long) finished.run().epochs());
    cells.add((long) finished.attempt());
    cells.add(status(result));
    cells.addAll(
        schema.cells(result instanceof FoldResult.Scored scored ? scored.metrics() : Map.of()));
    cells.add(epochs.isEmpty() ? null : real(epochs.get(epochs.size() - 1).trainingLoss()));
    cells.add(text(usage.host()));
    cells.add(text(usage.executor()));
    cells.add(usage.started());
    cells.add(usage.milliseconds() / 1000.0);
    cells.add(usage.trainingMilliseconds() / 1000.0);
    cells.add(reason(result));
    cells.add(text(usage.numericPath()));
    return new Row(cells);
  }

  /** The table {@code epochs} of these runs. */
  Table epochs(List<Finished> runs) {
    List<Column> columns = new ArrayList<>(runColumns());
    columns.add(new Column("epoch", Kind.WHOLE, "from 1"));
    columns.add(new Column("attempt", Kind.WHOLE, "of the run that trained it"));
    columns.add(new Column("training_loss", Kind.REAL, "mean over the epoch's examples"));
    columns.addAll(schema.metricColumns());
    columns.add(new Column("seconds", Kind.REAL, "of training and validation, in seconds"));
    List<Row> rows = new ArrayList<>();
    for (Finished finished : runs) {
      for (EpochScore epoch : epochs(finished.result())) {
        rows.add(epochRow(finished, epoch));
      }
    }
    return new Table(EPOCHS, columns, rows);
  }

  private Row epochRow(Finished finished, EpochScore epoch) {
    List<@Nullable Object> cells = new ArrayList<>(runCells(finished));
    cells.add((long) epoch.epoch());
    cells.add((long) finished.attempt());
    cells.add(real(epoch.trainingLoss()));
    cells.addAll(schema.cells(epoch.metrics()));
    cells.add(epoch.milliseconds() / 1000.0);
    return new Row(cells);
  }

  private static List<@Nullable Object> runCells(Finished finished) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add((long) finished.run().trial());
    cells.add((long) finished.run().fold());
    return cells;
  }

  private static List<EpochScore> epochs(FoldResult result) {
    if (result instanceof FoldResult.Scored scored) {
      return scored.epochs();
    }
    return result instanceof FoldResult.Diverged diverged ? diverged.epochs() : List.of();
  }

  private static String status(FoldResult result) {
    if (result instanceof FoldResult.Scored) {
      return "scored";
    }
    return result instanceof FoldResult.Diverged ? "diverged" : "failed";
  }

  /** Why a run failed or diverged, null where it did neither. */
  static @Nullable String reason(FoldResult result) {
    if (result instanceof FoldResult.Failed failed) {
      return failed.failure().reason();
    } else if (result instanceof FoldResult.Diverged diverged) {
      return "Its numbers were no longer finite in epoch " + diverged.epoch() + ".";
    }
    return null;
  }

  private static @Nullable Double real(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static @Nullable String text(String value) {
    return value.isEmpty() ? null : value;
  }
}
