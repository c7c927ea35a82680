package io.finesweep.engine.dl4j;

import io.finesweep.data.Targets;
import io.finesweep.engine.ClassWeights;
import io.finesweep.engine.Recipe;
import java.util.Arrays;

/**
 * What the outputs of a row should be.
 *
 * @param smoothing the share that is spread evenly over all classes
 * @param weights that each class's labels are multiplied by; empty where there are none
 */
record Labels(Targets targets, double smoothing, double[] weights) {

  static Labels of(Targets targets, Recipe recipe) {
    ClassWeights weights = recipe.passes().balance().weights();
    return new Labels(
        targets,
        recipe.regularization().labelSmoothing(),
        !weights.areEqual() && targets instanceof Targets.Classes classes
            ? weights.of(classes)
            : new double[0]);
  }

  /** Puts those of {@code row} into {@code into}, from {@code at} on. */
  void copy(int row, float[] into, int at) {
    int columns = targets.names().size();
    if (targets instanceof Targets.Classes classes) {
      int label = classes.labels()[row];
      double weight = weights.length == 0 ? 1 : weights[label];
      Arrays.fill(into, at, at + columns, (float) (weight * smoothing / columns));
      into[at + label] = (float) (weight * (1 - smoothing + smoothing / columns));
    } else {
      double[] values = ((Targets.Numbers) targets).values()[row];
      for (int column = 0; column < columns; column++) {
        into[at + column] = (float) values[column];
      }
    }
  }
}
