package io.finesweep.cli;

import io.finesweep.engine.ModelDescription;
import java.util.List;

/**
 * What a run needs outside the heap for its model, estimated: each weight four times (itself, its
 * gradient and two moments of the optimizer), and what each layer puts out for a batch, and the
 * gradient of that; all in single precision.
 *
 * @param batch the rows of a step
 * @param bytes for one run
 */
record MemoryNeed(int batch, long bytes) {

  private static final int COPIES_OF_A_WEIGHT = 4;
  private static final int COPIES_OF_AN_OUTPUT = 2;

  static MemoryNeed of(ModelDescription model, int batch) {
    long weights = model.layers().stream().mapToLong(ModelDescription.Layer::parameters).sum();
    long outputs = model.layers().stream().mapToLong(layer -> numbers(layer.output())).sum();
    return new MemoryNeed(
        batch,
        Float.BYTES * (COPIES_OF_A_WEIGHT * weights + COPIES_OF_AN_OUTPUT * outputs * batch));
  }

  private static long numbers(List<Integer> shape) {
    return shape.stream().mapToLong(extent -> extent).reduce(1, (a, b) -> a * b);
  }
}
