package io.finesweep.engine;

/** An engine cannot compute on this machine; the message says why, and the way out. */
public final class EngineUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineUnavailable(String message) {
    super(message);
  }
}
