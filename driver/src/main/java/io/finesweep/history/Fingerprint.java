package io.finesweep.history;

import io.finesweep.trial.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The first 128 bits of the SHA-256 of a configuration's key: a history knows all its points by
 * these, for the texts of a million trials would take far more memory.
 */
record Fingerprint(long high, long low) implements Comparable<Fingerprint> {

  static Fingerprint of(String key) {
    ByteBuffer digest =
        ByteBuffer.wrap(Sha256.start().digest(key.getBytes(StandardCharsets.UTF_8)));
    return new Fingerprint(digest.getLong(), digest.getLong());
  }

  @Override
  public int compareTo(Fingerprint other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compare(low, other.low);
  }
}
