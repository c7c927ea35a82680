package io.finesweep.store;

import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.trial.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.apache.hadoop.security.AccessControlException;

/** Puts into words why a store does not take or give a file. */
final class Unreachable {

  private Unreachable() {}

  /** The file at {@code location} cannot be read or written. */
  static StoreUnavailable unavailable(String location, IOException cause) {
    if (isForbidden(cause)) {
      return new StoreUnavailable(
          "The store does not let "
              + user()
              + " write '"
              + location
              + "': "
              + reason(cause)
              + "\nMaybe the folder belongs to somebody else or is mounted read-only: name another"
              + " one with 'sweep.store', or ask its owner.",
          cause);
    }
    return new StoreUnavailable(
        "The store is not available at '"
            + location
            + "': "
            + reason(cause)
            + "\nMaybe the disk is full or the file system is down; when it is back, run the same"
            + " command again, and the sweep carries on.",
        cause);
  }

  /** Whether trying again is of no use. */
  static boolean isForbidden(IOException cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return cause instanceof AccessDeniedException
        || cause instanceof AccessControlException
        || text.contains("read-only file system")
        || text.contains("permission denied");
  }

  private static String reason(IOException cause) {
    String name = cause.getClass().getSimpleName();
    if (cause instanceof FileSystemException files) {
      String reason = files.getReason();
      return reason == null ? name + " " + files.getFile() : reason;
    }
    return Failure.words(cause).orElse(name);
  }

  private static String user() {
    return "'" + System.getProperty("user.name", "this user") + "'";
  }
}
