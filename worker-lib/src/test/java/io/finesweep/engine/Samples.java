package io.finesweep.engine;

import io.finesweep.data.Examples;
import io.finesweep.data.Targets;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Small rows that can be learnt, and recipes. */
public final class Samples {

  private Samples() {}

  /** Images of one channel; class c is bright in column c. */
  public static Examples images(int rows, int side, int classes) {
    RandomGenerator random = new Seeds(5).generator("images", rows);
    float[] features = new float[rows * side * side];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % classes;
      for (int i = 0; i < side * side; i++) {
        float light = i % side == labels[row] ? 1 : 0;
        features[row * side * side + i] = light + (float) random.nextGaussian() * 0.3f;
      }
    }
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class-" + c).toList();
    return new Examples(
        features,
        new int[] {1, side, side},
        new Targets.Classes(labels, names),
        IntStream.range(0, rows).toArray());
  }

  /** Rows of four columns, two outputs that depend on them linearly. */
  public static Examples table(int rows) {
    RandomGenerator random = new Seeds(6).generator("table", rows);
    float[] features = new float[rows * 4];
    double[][] targets = new double[rows][2];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < 4; i++) {
        features[row * 4 + i] = (float) random.nextGaussian();
      }
      targets[row][0] = features[row * 4] - 0.5 * features[row * 4 + 1];
      targets[row][1] = 0.3 * features[row * 4 + 2] + features[row * 4 + 3];
    }
    return new Examples(
        features,
        new int[] {4},
        new Targets.Numbers(targets, List.of("first", "second")),
        IntStream.range(0, rows).toArray());
  }

  /** The recipe of this section; it must be without problems. */
  public static Recipe recipe(Map<String, ?> section) {
    List<Problem> problems = new ArrayList<>();
    Recipe recipe = Recipe.read(Settings.of(section).section("fine-tuning", problems));
    if (!problems.isEmpty()) {
      throw new AssertionError(problems);
    }
    return recipe;
  }
}
