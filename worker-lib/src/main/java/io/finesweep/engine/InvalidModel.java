package io.finesweep.engine;

/**
 * A model, or a recipe on it, that cannot work; the message tells the user what and the way out.
 */
public final class InvalidModel extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidModel(String message) {
    super(message);
  }

  public InvalidModel(String message, Throwable cause) {
    super(message, cause);
  }
}
