package io.finesweep.analysis;

import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Trees grown from redrawn trials (Breiman, Random forests, 2001): what they agree on is known,
 * what they differ in is not.
 *
 * @param explained the part of the variance among trials that trees tell which did not see them; 0
 *     where they tell nothing
 */
record Forest(Binned data, List<Tree> trees, double explained) {

  private static final int TREES = 64;

  static Forest grown(Binned data) {
    List<Tree> trees = new ArrayList<>();
    double[] sums = new double[data.size()];
    int[] counts = new int[data.size()];
    for (int tree = 0; tree < TREES; tree++) {
      RandomGenerator random = Seeds.generator(tree);
      boolean[] drawn = new boolean[data.size()];
      int[] rows = new int[data.size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = random.nextInt(rows.length);
        drawn[rows[i]] = true;
      }
      Tree grown = Tree.grown(data, rows, random);
      trees.add(grown);
      for (int row = 0; row < drawn.length; row++) {
        if (!drawn[row]) {
          sums[row] += grown.predict(row);
          counts[row]++;
        }
      }
    }
    return new Forest(data, List.copyOf(trees), explained(data.values(), sums, counts));
  }

  private static double explained(double[] values, double[] sums, int[] counts) {
    double mean = Arrays.stream(values).average().orElse(0);
    double left = 0;
    double all = 0;
    for (int row = 0; row < values.length; row++) {
      if (counts[row] > 0) {
        double error = values[row] - sums[row] / counts[row];
        left += error * error;
        all += (values[row] - mean) * (values[row] - mean);
      }
    }
    return all > 0 ? Math.max(0, 1 - left / all) : 0;
  }
}
