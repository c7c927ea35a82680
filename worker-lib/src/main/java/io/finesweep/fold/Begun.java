package io.finesweep.fold;

import io.finesweep.engine.FineTuning;

/**
 * A run that is ready to train.
 *
 * @param rows as {@code tuned} reads them
 */
record Begun(FineTuning tuned, Rows rows) implements AutoCloseable {
  @Override
  public void close() {
    tuned.close();
  }
}
