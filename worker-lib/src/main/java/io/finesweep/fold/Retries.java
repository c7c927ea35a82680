package io.finesweep.fold;

import io.finesweep.trial.Pauses;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Tries again what a store refused, for two minutes, as the driver does with its journal.
 *
 * @param pause lets time pass
 */
record Retries(Consumer<Duration> pause) {

  /** Lets it pass for real; an interrupt is left to whoever looks next. */
  static final Retries REAL = new Retries(Retries::sleep);

  /** Something that needs the store. */
  @FunctionalInterface
  interface Attempt<R> {
    R run() throws IOException;
  }

  /** What {@code attempt} comes to, at last. */
  <R> R of(Attempt<R> attempt) throws IOException {
    Duration waited = Duration.ZERO;
    for (int tries = 1; ; tries++) {
      Duration next = Pauses.before(tries);
      try {
        return told(attempt);
      } catch (IOException e) {
        waited = waited.plus(next);
        if (isFinal(e) || waited.compareTo(Pauses.PATIENCE) > 0) {
          throw e;
        }
      }
      pause.accept(next);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("It was interrupted while it waited for the store.");
      }
    }
  }

  /** Hadoop's local file system throws an error where a disk is full or broken. */
  private static <R> R told(Attempt<R> attempt) throws IOException {
    try {
      return attempt.run();
    } catch (FSError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), e);
    }
  }

  /** Whether time does not help. */
  private static boolean isFinal(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof FileNotFoundException
        || e instanceof FileAlreadyExistsException
        || e instanceof AccessDeniedException
        || e instanceof AccessControlException
        || e instanceof UnsupportedFileSystemException
        || e instanceof InterruptedIOException
        || message.contains("Read-only file system")
        || message.contains("Permission denied")
        || message.startsWith("No FileSystem for scheme");
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
