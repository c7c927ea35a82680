package io.finesweep.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.ColumnData;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Estimate;
import io.finesweep.report.Words;
import io.finesweep.trial.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes trials as a table for people. */
final class RankingText {

  private static final int WIDTH = 200;

  private final List<String> metrics;

  /**
   * @param metrics the columns, the objectives first
   */
  RankingText(List<String> metrics) {
    this.metrics = List.copyOf(metrics);
  }

  String table(List<Standing> standings) {
    List<ColumnData<Standing>> columns = new ArrayList<>();
    columns.add(right("rank", s -> Integer.toString(s.rank())));
    if (standings.stream().anyMatch(s -> s.front() > 0)) {
      columns.add(right("front", s -> s.front() == 0 ? "" : Integer.toString(s.front())));
    }
    columns.add(right("trial", s -> Integer.toString(s.number())));
    columns.add(left("status", s -> s.status().name().toLowerCase(Locale.ROOT)));
    for (String metric : metrics) {
      columns.add(right(metric, s -> s.metric(metric).map(RankingText::text).orElse("")));
    }
    columns.add(right("folds × epochs", s -> text(s.reached())));
    columns.add(left("parameters", s -> Words.parameters(s.configuration())));
    return AsciiTable.getTable(AsciiTable.NO_BORDERS, standings, columns);
  }

  private static ColumnData<Standing> right(String name, Function<Standing, String> cell) {
    return TextColumns.right(name, WIDTH).with(cell);
  }

  private static ColumnData<Standing> left(String name, Function<Standing, String> cell) {
    return TextColumns.left(name, WIDTH).with(cell);
  }

  private static String text(@org.jspecify.annotations.Nullable Budget reached) {
    return reached == null ? "" : reached.folds() + " × " + reached.epochs();
  }

  /** "0.9713 ± 0.0042", mean and standard error. */
  static String text(Estimate estimate) {
    return estimate.count() == 1
        ? Words.number(estimate.mean())
        : Words.number(estimate.mean()) + " ± " + Words.number(estimate.standardError());
  }
}
