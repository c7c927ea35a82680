package io.finesweep.fold;

/** A run was told to stop before it came to an end; it has no result. */
public final class Cancelled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Cancelled() {
    super("The run was cancelled.");
  }

  Cancelled(Throwable cause) {
    super("The run was cancelled.", cause);
  }
}
