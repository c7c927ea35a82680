package io.finesweep.store;

import org.jspecify.annotations.Nullable;

/** A file of the store does not hold what was written; the message names file, line and way out. */
public final class DamagedStore extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedStore(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
