package io.finesweep.metric;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** Predictions drawn from a seed, better than chance, for tests. */
final class SamplePredictions {

  private SamplePredictions() {}

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Each class occurs, and probabilities are multiples of 1/64 before they are scaled to sum 1. */
  static Predictions.Classes classes(long seed, int rows, int classes) {
    RandomGenerator random = random(seed);
    int[] truth = IntStream.range(0, rows).map(row -> row % classes).toArray();
    double[][] probabilities = new double[rows][classes];
    for (int row = 0; row < rows; row++) {
      int sum = 0;
      for (int c = 0; c < classes; c++) {
        probabilities[row][c] = 1 + random.nextInt(64) + (c == truth[row] ? 24 : 0);
        sum += (int) probabilities[row][c];
      }
      for (int c = 0; c < classes; c++) {
        probabilities[row][c] /= sum;
      }
    }
    return new Predictions.Classes(truth, probabilities, names(classes));
  }

  static Predictions.Numbers numbers(long seed, int rows, int outputs) {
    RandomGenerator random = random(seed);
    double[][] truth = new double[rows][outputs];
    double[][] predicted = new double[rows][outputs];
    for (int row = 0; row < rows; row++) {
      for (int output = 0; output < outputs; output++) {
        truth[row][output] = random.nextGaussian(5, 2);
        predicted[row][output] = truth[row][output] + random.nextGaussian();
      }
    }
    return new Predictions.Numbers(truth, predicted, names(outputs));
  }

  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "name " + i).toList();
  }
}
