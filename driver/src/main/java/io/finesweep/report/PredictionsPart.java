package io.finesweep.report;

import io.finesweep.analysis.Performance;
import io.finesweep.analysis.Performance.Mistake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the template shows of the leader's predictions.
 *
 * @param matrix rows of the confusion matrix; none where there are too many classes for a table
 * @param confusions the most frequent ones
 * @param outputs of a regression, one for each chart
 */
public record PredictionsPart(
    int rows,
    List<ClassRow> classes,
    List<MatrixRow> matrix,
    List<Confusion> confusions,
    List<Output> outputs,
    List<Worst> worst) {

  private static final int WIDEST = 20;
  private static final int CONFUSIONS = 10;

  /** One class against the others. */
  public record ClassRow(
      String name,
      int support,
      String precision,
      String recall,
      String f1,
      String roc,
      String precisionRecall) {}

  /** A true class and what it was taken for. */
  public record MatrixRow(String name, List<Cell> cells) {}

  /**
   * How often.
   *
   * @param shade from 0 to 9, by its share of the true class
   * @param kind right or wrong
   */
  public record Cell(int count, int shade, String kind) {}

  /** A class that was taken for another. */
  public record Confusion(String truth, String predicted, int count) {}

  /** One output of a regression. */
  public record Output(String name, String mean, String size, String rootMeanSquare) {}

  /**
   * A row that was predicted badly.
   *
   * @param picture of it, as an address that holds it; empty where it is none
   * @param cells of it; empty where there are none
   */
  public record Worst(
      int row, String truth, String predicted, String size, String picture, String cells) {}

  /** Whether there are any. */
  public boolean isEmpty() {
    return rows == 0;
  }

  /** Whether a classifier made them. */
  public boolean ofClasses() {
    return !classes.isEmpty();
  }

  /** Whether any of the worst can be looked at. */
  public boolean isSeen() {
    return worst.stream().anyMatch(w -> !w.picture().isEmpty() || !w.cells().isEmpty());
  }

  static PredictionsPart of(List<Performance> all, RowViews views) {
    List<ClassRow> classes = new ArrayList<>();
    List<MatrixRow> matrix = new ArrayList<>();
    List<Confusion> confusions = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    List<Worst> worst = new ArrayList<>();
    for (Performance one : all) {
      if (one instanceof Performance.Classes of) {
        of.classes().forEach(c -> classes.add(row(c)));
        matrix.addAll(matrix(of));
        confusions.addAll(confusions(of));
        of.worst().forEach(m -> worst.add(mistake(m, views)));
      } else if (one instanceof Performance.Numbers of) {
        outputs.add(output(of));
        of.worst().forEach(m -> worst.add(error(m, views)));
      }
    }
    int rows = all.isEmpty() ? 0 : all.get(0).rows();
    return new PredictionsPart(rows, classes, matrix, confusions, outputs, worst);
  }

  private static ClassRow row(Performance.PerClass c) {
    return new ClassRow(
        c.name(),
        c.support(),
        text(c.precision()),
        text(c.recall()),
        text(c.f1()),
        text(c.roc().area()),
        text(c.precisionRecall().area()));
  }

  private static String text(double number) {
    return Double.isNaN(number) ? "–" : Words.number(number);
  }

  private static List<MatrixRow> matrix(Performance.Classes of) {
    List<MatrixRow> rows = new ArrayList<>();
    if (of.classes().size() <= WIDEST) {
      for (int truth = 0; truth < of.classes().size(); truth++) {
        List<Cell> cells = new ArrayList<>();
        int support = Math.max(1, of.classes().get(truth).support());
        for (int predicted = 0; predicted < of.classes().size(); predicted++) {
          int count = of.confusion()[truth][predicted];
          int shade = (int) Math.min(9, Math.ceil(9.0 * count / support));
          cells.add(new Cell(count, shade, truth == predicted ? "right" : "wrong"));
        }
        rows.add(new MatrixRow(of.classes().get(truth).name(), cells));
      }
    }
    return rows;
  }

  private static List<Confusion> confusions(Performance.Classes of) {
    List<Confusion> all = new ArrayList<>();
    for (int truth = 0; truth < of.classes().size(); truth++) {
      for (int predicted = 0; predicted < of.classes().size(); predicted++) {
        int count = of.confusion()[truth][predicted];
        if (truth != predicted && count > 0) {
          String from = of.classes().get(truth).name();
          all.add(new Confusion(from, of.classes().get(predicted).name(), count));
        }
      }
    }
    return all.stream()
        .sorted(Comparator.comparingInt(Confusion::count).reversed())
        .limit(CONFUSIONS)
        .toList();
  }

  private static Output output(Performance.Numbers of) {
    return new Output(
        of.output(),
        Words.number(of.errors().mean()),
        Words.number(of.errors().size()),
        Words.number(of.errors().rootMeanSquare()));
  }

  private static Worst mistake(Mistake mistake, RowViews views) {
    return new Worst(
        mistake.row(),
        mistake.truth(),
        mistake.predicted(),
        Words.percent(mistake.size()),
        views.picture(mistake.row()),
        views.cells(mistake.row()));
  }

  private static Worst error(Mistake mistake, RowViews views) {
    return new Worst(
        mistake.row(),
        Words.number(Double.parseDouble(mistake.truth())),
        Words.number(Double.parseDouble(mistake.predicted())),
        Words.number(mistake.size()),
        views.picture(mistake.row()),
        views.cells(mistake.row()));
  }
}
