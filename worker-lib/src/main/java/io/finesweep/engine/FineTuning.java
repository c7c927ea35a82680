package io.finesweep.engine;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A model being fine-tuned. Used by one thread, the one that made it. The state after epoch n
 * depends on recipe, base model, rows and seed alone, not on how often it was checkpointed and
 * resumed on the way.
 */
public interface FineTuning extends Predictor {

  /** How many epochs it has seen, those before a resume counted in. */
  int epochs();

  /** Whether it has ended before its budget: further epochs are not to be trained. */
  default boolean isOver() {
    return false;
  }

  /**
   * Trains one epoch.
   *
   * @param betweenBatches called before each batch; what it throws ends the epoch, after which the
   *     model may only be closed
   * @return the mean training loss over the epoch's examples; NaN or infinite where it diverged
   */
  double trainEpoch(Runnable betweenBatches);

  /** Writes all that {@link Engine#start} needs to go on: weights, optimizer state, epochs. */
  void checkpoint(OutputStream out) throws IOException;

  /** Writes the model for {@link Engine#open}, without the optimizer's state. */
  void save(OutputStream out) throws IOException;
}
