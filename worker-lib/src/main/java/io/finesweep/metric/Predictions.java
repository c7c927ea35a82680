package io.finesweep.metric;

import java.util.Arrays;
import java.util.List;

/** True targets of some rows beside what a model predicts for them. */
public sealed interface Predictions {

  /** The number of rows. */
  int size();

  /** Those of some rows, by their place here and in that order; a row may come more than once. */
  Predictions at(int[] rows);

  /**
   * Of a classifier.
   *
   * @param truth the true class of each row, an index into {@code classes}
   * @param probabilities of each row (first index) for each class (second), summing to 1
   * @param classes the names, in order of their index
   */
  record Classes(int[] truth, double[][] probabilities, List<String> classes)
      implements Predictions {
    public Classes {
      classes = List.copyOf(classes);
      if (truth.length != probabilities.length) {
        throw new IllegalArgumentException(
            truth.length + " true classes beside " + probabilities.length + " predictions.");
      }
    }

    @Override
    public int size() {
      return truth.length;
    }

    @Override
    public Classes at(int[] rows) {
      return new Classes(
          Arrays.stream(rows).map(row -> truth[row]).toArray(),
          chosen(probabilities, rows),
          classes);
    }

    /** The class with the greatest probability of each row; ties go to the lower index. */
    public int[] predicted() {
      int[] predicted = new int[probabilities.length];
      for (int row = 0; row < predicted.length; row++) {
        for (int c = 1; c < probabilities[row].length; c++) {
          if (probabilities[row][c] > probabilities[row][predicted[row]]) {
            predicted[row] = c;
          }
        }
      }
      return predicted;
    }
  }

  /**
   * Of a regression, in the targets' own units.
   *
   * @param truth of each row (first index) for each output (second)
   * @param predicted likewise
   * @param outputs the names, in order
   */
  record Numbers(double[][] truth, double[][] predicted, List<String> outputs)
      implements Predictions {
    public Numbers {
      outputs = List.copyOf(outputs);
      if (truth.length != predicted.length) {
        throw new IllegalArgumentException(
            truth.length + " true targets beside " + predicted.length + " predictions.");
      }
    }

    @Override
    public int size() {
      return truth.length;
    }

    @Override
    public Numbers at(int[] rows) {
      return new Numbers(chosen(truth, rows), chosen(predicted, rows), outputs);
    }
  }

  /** One after the other; at least one, all of the same classes or outputs. */
  static Predictions joined(List<Predictions> all) {
    if (all.get(0) instanceof Classes first) {
      List<Classes> parts = all.stream().map(Classes.class::cast).toList();
      return new Classes(
          parts.stream().flatMapToInt(part -> Arrays.stream(part.truth())).toArray(),
          parts.stream()
              .flatMap(part -> Arrays.stream(part.probabilities()))
              .toArray(double[][]::new),
          first.classes());
    }
    List<Numbers> parts = all.stream().map(Numbers.class::cast).toList();
    return new Numbers(
        parts.stream().flatMap(part -> Arrays.stream(part.truth())).toArray(double[][]::new),
        parts.stream().flatMap(part -> Arrays.stream(part.predicted())).toArray(double[][]::new),
        parts.get(0).outputs());
  }

  private static double[][] chosen(double[][] values, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> values[row]).toArray(double[][]::new);
  }
}
