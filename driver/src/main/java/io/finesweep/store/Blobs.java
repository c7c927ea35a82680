package io.finesweep.store;

import io.finesweep.trial.Blob;
import java.io.IOException;
import java.io.InputStream;

/** Reads the files that executors wrote, and believes them only when length and hash are right. */
public final class Blobs {

  private Blobs() {}

  /** A file is not what its run wrote. */
  static final class Changed extends IOException {
    private static final long serialVersionUID = 1L;

    Changed(String location) {
      super(location + " is not what its run wrote: its length or SHA-256 differ.");
    }
  }

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
    return checked(folder, blob, content);
  }

  /**
   * The content, if it is what the event named.
   *
   * @throws Changed if it is not
   */
  static byte[] checked(SweepFolder folder, Blob blob, byte[] content) throws Changed {
    if (!Blob.of(blob.path(), content).equals(blob)) {
      throw new Changed(folder.location(blob.path()));
    }
    return content;
  }
}
