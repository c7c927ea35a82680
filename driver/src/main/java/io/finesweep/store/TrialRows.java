package io.finesweep.store;

import io.finesweep.history.Estimate;
import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.store.Column.Kind;
import io.finesweep.trial.FoldResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code trials}: one row for each trial, by number. */
final class TrialRows {

  static final String NAME = "trials";

  private final TableSchema schema;

  TrialRows(TableSchema schema) {
    this.schema = schema;
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("number", Kind.WHOLE, "of the trial, from 0, in the order started"));
    columns.add(new Column("status", Kind.TEXT, "running, waiting, complete, diverged or failed"));
    columns.addAll(schema.parameterColumns());
    for (Column metric : schema.metricColumns()) {
      columns.add(new Column(metric.name(), Kind.REAL, "mean over folds of " + metric.comment()));
      columns.add(
          new Column(metric.name() + "_std", Kind.REAL, "sample standard deviation over folds"));
      columns.add(new Column(metric.name() + "_se", Kind.REAL, "standard error of the mean"));
    }
    columns.add(new Column("folds", Kind.WHOLE, "how many folds the metrics are over"));
    columns.add(new Column("epochs", Kind.WHOLE, "that each of these folds was trained for"));
    columns.add(new Column("started", Kind.TIME, "when the trial was proposed, UTC"));
    columns.add(new Column("ended", Kind.TIME, "when its latest run ended, UTC"));
    columns.add(new Column("seconds", Kind.REAL, "of work in its runs, summed, in seconds"));
    columns.add(new Column("reason", Kind.TEXT, "why it failed or diverged"));
    columns.add(
        new Column("parent", Kind.WHOLE, "the trial whose checkpoint it went on from, under pbt"));
    columns.add(new Column("parent_epochs", Kind.WHOLE, "that the parent's checkpoint had seen"));
    return columns;
  }

  /** The table after {@code history}; {@code ledgers} has one for each trial. */
  Table table(History history, List<TrialLedger> ledgers) {
    List<Row> rows = new ArrayList<>();
    for (Trial trial : history.trials()) {
      rows.add(row(trial, trial.status(history.terms().full()), ledgers.get(trial.number())));
    }
    return new Table(NAME, columns(), rows);
  }

  /** The same rows in the order {@code best}, between their rank and front. */
  Table ranking(History history, List<TrialLedger> ledgers, List<Rank> best) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("rank", Kind.WHOLE, "from 1, the best trial"));
    columns.addAll(columns());
    columns.add(new Column("front", Kind.WHOLE, "with several objectives, from 1, the best front"));
    List<Row> rows = new ArrayList<>();
    for (Rank rank : best) {
      Trial trial = history.trial(rank.trial());
      Row row = row(trial, trial.status(history.terms().full()), ledgers.get(rank.trial()));
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(rows.size() + 1L);
      cells.addAll(row.cells());
      cells.add(rank.front() == 0 ? null : (long) rank.front());
      rows.add(new Row(cells));
    }
    return new Table("ranking", columns, rows);
  }

  private Row row(Trial trial, Trial.Status status, TrialLedger ledger) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add((long) trial.number());
    cells.add(status.name().toLowerCase(Locale.ROOT));
    cells.addAll(schema.cells(trial.configuration()));
    int epochs = ledger.commonEpochs();
    for (String metric : schema.metrics()) {
      addEstimate(cells, ledger.values(metric, epochs));
    }
    cells.add(epochs == 0 ? null : (long) ledger.folds(epochs));
    cells.add(epochs == 0 ? null : (long) epochs);
    cells.add(ledger.started());
    cells.add(status == Trial.Status.RUNNING ? null : ledger.ended());
    cells.add(ledger.milliseconds() / 1000.0);
    cells.add(reason(trial));
    Trial.Origin origin = trial.origin();
    cells.add(origin == null ? null : (long) origin.parent());
    cells.add(origin == null ? null : (long) origin.epochs());
    return new Row(cells);
  }

  /** Mean, deviation and standard error; one value alone tells nothing of the last two. */
  private static void addEstimate(List<@Nullable Object> cells, List<Double> values) {
    Optional<Estimate> estimate = Estimate.of(values);
    Optional<Estimate> spread = estimate.filter(some -> some.count() > 1);
    cells.add(estimate.map(Estimate::mean).orElse(null));
    cells.add(spread.map(Estimate::deviation).orElse(null));
    cells.add(spread.map(Estimate::standardError).orElse(null));
  }

  private static @Nullable String reason(Trial trial) {
    for (FoldProgress fold : trial.folds().values()) {
      FoldResult ending = fold.ending();
      if (ending != null) {
        return RunRows.reason(ending);
      }
    }
    return null;
  }
}
