package io.finesweep.metric;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Metrics of how far predicted and true classes agree: accuracy, balanced accuracy and the
 * correlation coefficient of Matthews.
 */
final class Agreement {

  private Agreement() {}

  static List<Metric> all() {
    return List.of(
        FormulaMetric.ofClasses("accuracy", Goal.MAXIMIZE, Span.SHARE, Agreement::accuracy),
        FormulaMetric.ofClasses(
            "balanced-accuracy", Goal.MAXIMIZE, Span.SHARE, Agreement::balancedAccuracy),
        FormulaMetric.ofClasses("mcc", Goal.MAXIMIZE, new Span(-1, 1), Agreement::matthews));
  }

  /** The share of rows whose class is predicted. */
  private static OptionalDouble accuracy(Predictions.Classes predictions) {
    ClassCounts counts = ClassCounts.of(predictions);
    return OptionalDouble.of((double) counts.allCorrect() / counts.rows());
  }

  /**
   * The mean over the classes that occur in the truth of the share of their rows that is predicted
   * (Brodersen et al. 2010, "The balanced accuracy and its posterior distribution").
   */
  private static OptionalDouble balancedAccuracy(Predictions.Classes predictions) {
    ClassCounts counts = ClassCounts.of(predictions);
    return counts
        .occurring()
        .mapToDouble(c -> (double) counts.correct()[c] / counts.truth()[c])
        .average();
  }

  /**
   * The correlation of truth and prediction for any number of classes (Gorodkin 2004, "Comparing
   * two K-category assignments by a K-category correlation coefficient"; Matthews 1975 for two). It
   * is 0 where the truth or the predictions have one class only, as in scikit-learn.
   */
  private static OptionalDouble matthews(Predictions.Classes predictions) {
    ClassCounts counts = ClassCounts.of(predictions);
    double rows = counts.rows();
    double covariance = counts.allCorrect() * rows - dot(counts.truth(), counts.predicted());
    double ofTruth = rows * rows - dot(counts.truth(), counts.truth());
    double ofPredicted = rows * rows - dot(counts.predicted(), counts.predicted());
    return OptionalDouble.of(
        ofTruth == 0 || ofPredicted == 0
            ? 0
            : covariance / (Math.sqrt(ofTruth) * Math.sqrt(ofPredicted)));
  }

  private static double dot(long[] a, long[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }
}
