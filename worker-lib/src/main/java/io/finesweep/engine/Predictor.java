package io.finesweep.engine;

import io.finesweep.data.Examples;
import io.finesweep.metric.Predictions;

/** A model that predicts. Used by one thread at a time, the one that made it. */
public interface Predictor extends AutoCloseable {

  /**
   * What the model says of {@code examples}, in their order. Numbers may be NaN or infinite where
   * the model has diverged.
   */
  Predictions predict(Examples examples);

  /** Gives all memory back, native memory included. */
  @Override
  void close();
}
