package io.finesweep.trial;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as the names and proofs of contents are written: in hexadecimal. */
public final class Sha256 {

  private Sha256() {}

  /** The hash of {@code content}. */
  public static String of(byte[] content) {
    MessageDigest digest = start();
    digest.update(content);
    return end(digest);
  }

  /** A hash that content can be added to. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** The hash of all that was added to {@code digest}, which starts anew. */
  public static String end(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
