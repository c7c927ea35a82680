package io.finesweep.trial;

import java.io.Serializable;

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
    return new Blob(path, content.length, Sha256.of(content));
  }
}
