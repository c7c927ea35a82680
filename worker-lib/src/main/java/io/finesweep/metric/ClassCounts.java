package io.finesweep.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often each class occurs in the truth, among the predictions, and in both for the same row:
 * the margins and the diagonal of the confusion matrix.
 */
record ClassCounts(long[] truth, long[] predicted, long[] correct) {

  static ClassCounts of(Predictions.Classes predictions) {
    int classes = predictions.classes().size();
    ClassCounts counts = new ClassCounts(new long[classes], new long[classes], new long[classes]);
    int[] predicted = predictions.predicted();
    for (int row = 0; row < predicted.length; row++) {
      int right = predictions.truth()[row];
      counts.truth[right]++;
      counts.predicted[predicted[row]]++;
      if (right == predicted[row]) {
        counts.correct[right]++;
      }
    }
    return counts;
  }

  /** The number of classes, whether they occur or not. */
  int classes() {
    return truth.length;
  }

  long rows() {
    return sum(truth);
  }

  long allCorrect() {
    return sum(correct);
  }

  /** The classes that occur in the truth. */
  IntStream occurring() {
    return IntStream.range(0, classes()).filter(c -> truth[c] > 0);
  }

  /** The classes that occur in the truth or among the predictions. */
  IntStream mentioned() {
    return IntStream.range(0, classes()).filter(c -> truth[c] > 0 || predicted[c] > 0);
  }

  private static long sum(long[] counts) {
    return Arrays.stream(counts).sum();
  }
}
