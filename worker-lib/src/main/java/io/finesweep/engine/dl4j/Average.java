package io.finesweep.engine.dl4j;

import io.finesweep.engine.Averaging;
import io.finesweep.engine.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of a graph's weights over steps. */
final class Average {

  /** What is done while the mean stands in the graph. */
  interface Action<T extends @Nullable Object> {
    T run() throws IOException;
  }

  private final Averaging rule;
  private final int epochs;
  private final @Nullable INDArray mean;

  /** Before the first step of {@code graph}. */
  Average(Recipe recipe, ComputationGraph graph) {
    this.rule = recipe.finish().averaging();
    this.epochs = recipe.epochs();
    this.mean = rule.isNone() ? null : graph.params().dup();
  }

  /** Counts the weights of {@code graph} in, after a step. */
  void afterStep(ComputationGraph graph) {
    add(graph, rule.afterStep(graph.getIterationCount() - 1));
  }

  /** Counts the weights of {@code graph} in, after so many epochs. */
  void afterEpoch(ComputationGraph graph, int seen) {
    add(graph, rule.afterEpoch(seen, epochs));
  }

  private void add(ComputationGraph graph, double share) {
    if (mean != null && share > 0) {
      try (INDArray way = graph.params().sub(mean)) {
        mean.addi(way.muli(share));
      }
    }
  }

  /** Whether there is one after {@code seen} epochs. */
  boolean hasBegun(int seen) {
    return rule.hasBegun(seen, epochs);
  }

  /** Does {@code action} while {@code graph} has the mean for its weights. */
  <T extends @Nullable Object> T during(ComputationGraph graph, Action<T> action)
      throws IOException {
    if (mean == null) {
      return action.run();
    }
    try (INDArray last = graph.params().dup()) {
      graph.params().assign(mean);
      try {
        return action.run();
      } finally {
        graph.params().assign(last);
      }
    }
  }

  /** Takes for the mean the weights that {@code reading} puts into {@code graph}. */
  void put(ComputationGraph graph, Action<?> reading) throws IOException {
    during(
        graph,
        () -> {
          reading.run();
          if (mean != null) {
            mean.assign(graph.params());
          }
          return graph;
        });
  }

  /** What {@code action} gives, which writes and reads nothing. */
  static <T> T unchecked(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isNone() {
    return mean == null;
  }

  /** Gives its memory back. */
  void close() {
    if (mean != null) {
      mean.close();
    }
  }
}
