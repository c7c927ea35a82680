package io.finesweep.store;

/** This driver may not run the sweep; the message says why, and the way out. */
public final class SweepRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SweepRefused(String message) {
    super(message);
  }
}
