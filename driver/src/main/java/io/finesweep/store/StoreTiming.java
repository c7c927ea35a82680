package io.finesweep.store;

import io.finesweep.trial.Pauses;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How long to wait for a store.
 *
 * @param patience how long to try again before the store counts as away
 * @param stale after how long without a heartbeat another machine's lock may be taken over
 */
record StoreTiming(InstantSource clock, Sleeper sleeper, Duration patience, Duration stale) {

  /** Real time, two minutes of patience. */
  static StoreTiming real(Duration stale) {
    return new StoreTiming(InstantSource.system(), Sleeper.REAL, Pauses.PATIENCE, stale);
  }
}
