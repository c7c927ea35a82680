package io.finesweep.engine.dl4j;

import io.finesweep.engine.Averaging;
import io.finesweep.engine.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean of weights in plain arrays over steps, as {@link Average} is that of a graph's. */
final class PlainAverage {

  private final Averaging rule;
  private final int epochs;
  private final List<float[]> weights;
  private final List<float[]> means = new ArrayList<>();

  /**
   * Before the first step.
   *
   * @param weights that are trained, in place
   */
  PlainAverage(Recipe recipe, List<float[]> weights) {
    this.rule = recipe.finish().averaging();
    this.epochs = recipe.epochs();
    this.weights = rule.isNone() ? List.of() : List.copyOf(weights);
    this.weights.forEach(array -> means.add(array.clone()));
  }

  /** Counts the weights in, after the step that {@code steps} steps were made before. */
  void afterStep(int steps) {
    add(rule.afterStep(steps));
  }

  /** Counts the weights in, after so many epochs. */
  void afterEpoch(int seen) {
    add(rule.afterEpoch(seen, epochs));
  }

  private void add(double share) {
    float part = (float) share;
    for (int array = 0; part > 0 && array < means.size(); array++) {
      float[] mean = means.get(array);
      float[] newest = weights.get(array);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (newest[i] - mean[i]) * part;
      }
    }
  }

  /** The means, to be kept and set. */
  List<float[]> means() {
    return means;
  }

  /** Does {@code action} while the means stand in place of the weights, where there are any yet. */
  <T extends @Nullable Object> T during(int seen, Average.Action<T> action) throws IOException {
    boolean swaps = rule.hasBegun(seen, epochs);
    swap(swaps);
    try {
      return action.run();
    } finally {
      swap(swaps);
    }
  }

  private void swap(boolean swaps) {
    for (int array = 0; swaps && array < means.size(); array++) {
      float[] mean = means.get(array);
      float[] weight = weights.get(array);
      for (int i = 0; i < mean.length; i++) {
        float kept = mean[i];
        mean[i] = weight[i];
        weight[i] = kept;
      }
    }
  }
}
