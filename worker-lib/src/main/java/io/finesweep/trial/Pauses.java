package io.finesweep.trial;

import java.time.Duration;

/** How long to wait for a store that refused: driver and executors have the same patience. */
public final class Pauses {

  /** How long to try again before the store counts as away. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private Pauses() {}

  /** The pause before try number {@code attempt}, from 1: doubled each time, up to a bound. */
  public static Duration before(int attempt) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(attempt - 1, 20));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
