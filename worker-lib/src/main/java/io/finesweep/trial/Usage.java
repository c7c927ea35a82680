package io.finesweep.trial;

import java.io.Serializable;
import java.util.List;

/**
 * Where and when a run ran.
 *
 * @param host the machine's name
 * @param executor the executor's id, {@code driver} in local mode
 * @param numericPath backend, helpers, threads and versions that the numbers depend on
 * @param started in milliseconds since 1970 UTC, by the executor's clock
 * @param milliseconds from start to end
 * @param trainingMilliseconds of those, spent in training and prediction
 */
public record Usage(
    String host,
    String executor,
    String numericPath,
    long started,
    long milliseconds,
    long trainingMilliseconds)
    implements Serializable {

  /** The same, and what earlier epochs of the run took elsewhere. */
  Usage after(List<EpochScore> earlier) {
    long more = earlier.stream().mapToLong(EpochScore::milliseconds).sum();
    return new Usage(
        host, executor, numericPath, started, milliseconds + more, trainingMilliseconds + more);
  }
}
