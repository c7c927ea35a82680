package io.finesweep.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Lets time pass. */
interface Sleeper {

  /** Lets it pass for real. */
  Sleeper REAL =
      pause -> {
        try {
          Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("It was interrupted while it waited for the store.");
        }
      };

  /**
   * Returns after {@code pause}.
   *
   * @throws InterruptedIOException if the thread is interrupted; it stays so
   */
  void sleep(Duration pause) throws IOException;
}
