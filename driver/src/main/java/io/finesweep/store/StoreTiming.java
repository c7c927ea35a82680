package io.finesweep.store;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How long to wait for a store.
 *
 * @param patience how long to try again before the store counts as away
 * @param stale after how long without a heartbeat another machine's lock may be taken over
 */
record StoreTiming(InstantSource clock, Sleeper sleeper, Duration patience, Duration stale) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** Real time, two minutes of patience. */
  static StoreTiming real(Duration stale) {
    return new StoreTiming(InstantSource.system(), Sleeper.REAL, Duration.ofMinutes(2), stale);
  }

  /** The pause before try number {@code attempt}, from 1: doubled each time, up to a bound. */
  Duration pause(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 20));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
