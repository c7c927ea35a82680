package io.finesweep.analysis;

import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How one trial does on rows that it was not trained on: its folds' predictions for their
 * validation parts, together.
 */
public sealed interface Performance {

  /** How many rows were predicted; a row of several repeats counts as often. */
  int rows();

  /** The rows that were predicted worst, the worst first. */
  List<Mistake> worst();

  /**
   * Of a classifier.
   *
   * @param confusion how often a true class (first index) was taken for another (second)
   * @param calibration of the probability of the predicted class, ten equal bins, empty ones left
   *     out
   * @param worst the mistakes that were made with the most confidence, the worst first
   */
  record Classes(
      List<PerClass> classes, int[][] confusion, List<Bin> calibration, List<Mistake> worst)
      implements Performance {
    public Classes {
      classes = List.copyOf(classes);
      calibration = List.copyOf(calibration);
      worst = List.copyOf(worst);
    }

    @Override
    public int rows() {
      return classes.stream().mapToInt(PerClass::support).sum();
    }
  }

  /**
   * Of one output of a regression, in its own unit.
   *
   * @param worst the rows with the largest errors
   */
  record Numbers(
      String output, double[] truth, double[] predicted, Errors errors, List<Mistake> worst)
      implements Performance {
    public Numbers {
      worst = List.copyOf(worst);
    }

    @Override
    public int rows() {
      return truth.length;
    }
  }

  /**
   * One class against the others; NaN where a number is not defined.
   *
   * @param support how many rows truly are of it
   * @param roc empty points where all rows or none are of it
   */
  record PerClass(
      String name,
      int support,
      double precision,
      double recall,
      double f1,
      Curve roc,
      Curve precisionRecall) {}

  /** Rows of similar confidence: their mean confidence, and how many of them were right. */
  record Bin(double confidence, double right, int rows) {}

  /** Errors of a regression: their mean, mean size and root mean square. */
  record Errors(double mean, double size, double rootMeanSquare) {}

  /**
   * A row that was predicted badly.
   *
   * @param row its number in the data set, from 0
   * @param size the probability that was given to a wrong class, or the error
   */
  record Mistake(int row, String truth, String predicted, double size) {}

  /** The performance, one for each output of a regression; none where nothing was predicted. */
  static List<Performance> of(List<PredictionsFile> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    if (files.get(0).predictions() instanceof Predictions.Numbers numbers) {
      List<Performance> all = new ArrayList<>();
      for (int output = 0; output < numbers.outputs().size(); output++) {
        all.add(NumberRows.of(files, output).performance(numbers.outputs().get(output)));
      }
      return all;
    }
    return List.of(ClassRows.of(files).performance());
  }

  /** The largest first; of equal ones the earlier row. */
  static List<Mistake> worst(List<Mistake> mistakes, int most) {
    return mistakes.stream()
        .sorted(
            Comparator.comparingDouble((Mistake m) -> Math.abs(m.size()))
                .reversed()
                .thenComparingInt(Mistake::row))
        .limit(most)
        .toList();
  }
}
