package io.finesweep.store;

import io.finesweep.trial.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
    if (content.length != blob.length() || !sha256(content).equals(blob.sha256())) {
      throw new IOException(
          folder.location(blob.path())
              + " is not what its run wrote: its length or SHA-256 differ.");
    }
    return content;
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
