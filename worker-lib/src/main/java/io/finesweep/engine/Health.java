package io.finesweep.engine;

import java.io.Serializable;
import java.util.List;

/**
 * What an engine found on the machine that it would train on.
 *
 * @param backend what computes, with all that its numbers depend on; empty where it was not loaded
 * @param accelerators the GPUs that this process may use, each with its compute capability
 * @param threads that one run computes with
 * @param memory how many bytes it may take outside the heap; {@link Long#MAX_VALUE} without a bound
 * @param troubles why nothing can be trained here, each with its way out; empty where all is well
 */
public record Health(
    String backend, List<String> accelerators, int threads, long memory, List<String> troubles)
    implements Serializable {

  public Health {
    accelerators = List.copyOf(accelerators);
    troubles = List.copyOf(troubles);
  }

  /** Whether something can be trained here. */
  public boolean isGood() {
    return troubles.isEmpty();
  }
}
