package io.finesweep.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A walk over the distinct scores of a class, from the highest down, that tells at each step how
 * many rows of the class and how many others have that score.
 */
final class ScoreSteps {

  private final double[] positives;
  private final double[] negatives;
  private int positivesBelow;
  private int negativesBelow;
  private int tiedPositives;
  private int tiedNegatives;

  /** The steps of the probabilities for class {@code c}: in it (positive) or not (negative). */
  ScoreSteps(Predictions.Classes predictions, int c) {
    int[] truth = predictions.truth();
    double[][] probabilities = predictions.probabilities();
    positives =
        sorted(IntStream.range(0, truth.length).filter(i -> truth[i] == c), probabilities, c);
    negatives =
        sorted(IntStream.range(0, truth.length).filter(i -> truth[i] != c), probabilities, c);
    positivesBelow = positives.length;
    negativesBelow = negatives.length;
  }

  /** Goes down to the next distinct score; false where there is none. */
  boolean advance() {
    if (positivesBelow == 0 && negativesBelow == 0) {
      return false;
    }
    double score = Math.max(last(positives, positivesBelow), last(negatives, negativesBelow));
    tiedPositives = tied(positives, positivesBelow, score);
    tiedNegatives = tied(negatives, negativesBelow, score);
    positivesBelow -= tiedPositives;
    negativesBelow -= tiedNegatives;
    return true;
  }

  /** All rows of the class. */
  long positives() {
    return positives.length;
  }

  /** All other rows. */
  long negatives() {
    return negatives.length;
  }

  /** The rows of the class that have the score of this step. */
  long tiedPositives() {
    return tiedPositives;
  }

  /** The other rows that have the score of this step. */
  long tiedNegatives() {
    return tiedNegatives;
  }

  /** The rows of the class that have the score of this step or a higher one. */
  long positivesFound() {
    return (long) positives.length - positivesBelow;
  }

  /** The other rows that have the score of this step or a higher one. */
  long negativesFound() {
    return (long) negatives.length - negativesBelow;
  }

  private static double[] sorted(IntStream rows, double[][] probabilities, int c) {
    double[] scores = rows.mapToDouble(row -> probabilities[row][c]).toArray();
    Arrays.sort(scores);
    return scores;
  }

  private static double last(double[] sorted, int length) {
    return length == 0 ? Double.NEGATIVE_INFINITY : sorted[length - 1];
  }

  private static int tied(double[] sorted, int length, double score) {
    int tied = 0;
    while (tied < length && sorted[length - 1 - tied] == score) {
      tied++;
    }
    return tied;
  }
}
