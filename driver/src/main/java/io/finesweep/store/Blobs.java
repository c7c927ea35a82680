package io.finesweep.store;

import io.finesweep.trial.Blob;
import java.io.IOException;
import java.io.InputStream;

/** Reads the files that executors wrote, and believes them only when length and hash are right. */
public final class Blobs {

  private Blobs() {}

  /**
   * The content of a blob.
   *
   * @throws IOException if it cannot be read, or is not what the event named
   */
  public static byte[] read(SweepFolder folder, Blob blob) throws IOException {
    byte[] content;
    try (InputStream in = folder.open(blob.path())) {
      content = in.readAllBytes();
    }
    if (!Blob.of(blob.path(), content).equals(blob)) {
      throw new IOException(
          folder.location(blob.path())
              + " is not what its run wrote: its length or SHA-256 differ.");
    }
    return content;
  }
}
