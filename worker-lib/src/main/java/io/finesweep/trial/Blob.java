package io.finesweep.trial;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that an executor wrote once. It counts only when an event names it with its length and
 * hash.
 *
 * @param path relative to the sweep's folder
 * @param length in bytes
 * @param sha256 of the content, in hexadecimal
 */
public record Blob(String path, long length, String sha256) implements Serializable {

  /** The blob of {@code content} at {@code path}. */
  public static Blob of(String path, byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new Blob(path, content.length, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
