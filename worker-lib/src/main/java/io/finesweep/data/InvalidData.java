package io.finesweep.data;

/**
 * Data, or a wish about them, that cannot work; the message tells the user what, where and the way
 * out.
 */
public final class InvalidData extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidData(String message) {
    super(message);
  }

  public InvalidData(String message, Throwable cause) {
    super(message, cause);
  }
}
