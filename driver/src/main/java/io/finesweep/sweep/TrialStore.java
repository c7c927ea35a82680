package io.finesweep.sweep;

import io.finesweep.history.Recorded;

/** Where the events of a sweep are kept; the one who holds it is the sweep's only writer. */
public interface TrialStore extends AutoCloseable {

  /** Everything recorded so far, this driver's {@code Opened} excluded. Read once, at the start. */
  Iterable<Recorded> events();

  /** The incarnation of this driver, higher than those before it. */
  int incarnation();

  /**
   * Adds an event; it is kept for certain only when {@link #acknowledge} has returned.
   *
   * @throws StoreUnavailable if the store stays away, or another driver took over
   */
  void append(Recorded event);

  /**
   * Returns when all events appended so far survive the end of this process.
   *
   * @throws StoreUnavailable if the store stays away, or another driver took over
   */
  void acknowledge();

  /** Lets the sweep go; another driver may take it. */
  @Override
  void close();
}
