package io.finesweep.metric;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Areas under curves over all thresholds of a class's probability. With two classes that of index 1
 * is the positive one; with more it is the plain mean over the classes that occur, each against the
 * rest (after Provost and Domingos 2000, "Well-trained PETs", section 6.2, who weight by
 * frequency). Empty where only one class occurs.
 */
final class AreaUnderCurve {

  private AreaUnderCurve() {}

  static List<Metric> all() {
    return List.of(
        FormulaMetric.ofClasses(
            "roc-auc", Goal.MAXIMIZE, Span.SHARE, p -> mean(p, AreaUnderCurve::roc)),
        FormulaMetric.ofClasses(
            "pr-auc", Goal.MAXIMIZE, Span.SHARE, p -> mean(p, AreaUnderCurve::averagePrecision)));
  }

  private static OptionalDouble mean(
      Predictions.Classes predictions, ToDoubleFunction<ScoreSteps> area) {
    int classes = predictions.classes().size();
    return IntStream.range(classes == 2 ? 1 : 0, classes)
        .mapToObj(c -> new ScoreSteps(predictions, c))
        .filter(steps -> steps.positives() > 0 && steps.negatives() > 0)
        .mapToDouble(area)
        .average();
  }

  /**
   * The chance that a row of the class scores higher than another one, ties counting half: the
   * exact area under the receiver operating characteristic (Hanley and McNeil 1982, "The meaning
   * and use of the area under a ROC curve"; Fawcett 2006, algorithm 2).
   */
  private static double roc(ScoreSteps steps) {
    long twiceWon = 0;
    while (steps.advance()) {
      long lower = steps.negatives() - steps.negativesFound();
      twiceWon += steps.tiedPositives() * (2 * lower + steps.tiedNegatives());
    }
    return twiceWon / (2.0 * steps.positives() * steps.negatives());
  }

  /**
   * The precision at each threshold, weighted by the recall gained there, without interpolation:
   * the average precision (Zhu 2004, "Recall, precision and average precision"). Lines between the
   * points would be too optimistic (Davis and Goadrich 2006, "The relationship between
   * precision-recall and ROC curves").
   */
  private static double averagePrecision(ScoreSteps steps) {
    double sum = 0;
    while (steps.advance()) {
      double found = steps.positivesFound();
      sum += steps.tiedPositives() * (found / (found + steps.negativesFound()));
    }
    return sum / steps.positives();
  }
}
