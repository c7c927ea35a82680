package io.finesweep.spark;

import io.finesweep.engine.Health;
import java.io.Serializable;

/**
 * What was found on one executor.
 *
 * @param id the executor's, {@code driver} in local mode
 * @param java its version
 * @param heap the most that its heap may grow to, in bytes
 * @param gpus the addresses that Spark gave it, joined by commas
 * @param engine what the engine says
 * @param store why the store cannot be written from there; empty where it can, or none was asked
 *     for
 * @param skew how many milliseconds its clock is ahead of the driver's
 */
public record ExecutorHealth(
    String id,
    String host,
    String java,
    long heap,
    String gpus,
    Health engine,
    String store,
    long skew)
    implements Serializable {

  /** Clocks that differ by more make times in the tables hard to read. */
  public static final long MOST_SKEW = 2_000;

  /** Whether runs can run there. */
  public boolean isGood() {
    return engine.isGood() && store.isEmpty() && Math.abs(skew) <= MOST_SKEW;
  }
}
