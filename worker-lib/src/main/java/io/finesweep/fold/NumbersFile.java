package io.finesweep.fold;

import io.finesweep.trial.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** How numbers stand in a file: one after the other, big-endian, and then a hash of them. */
final class NumbersFile {

  private static final int FLOATS_AT_ONCE = 1 << 14;
  private static final int HASH = 32;

  private NumbersFile() {}

  /** How long the file of so many numbers is. */
  static long bytes(long length) {
    return length * Float.BYTES + HASH;
  }

  static void write(float[] numbers, OutputStream out) throws IOException {
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[FLOATS_AT_ONCE * Float.BYTES];
    for (int from = 0; from < numbers.length; from += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, numbers.length - from);
      ByteBuffer.wrap(buffer).asFloatBuffer().put(numbers, from, count);
      digest.update(buffer, 0, count * Float.BYTES);
      out.write(buffer, 0, count * Float.BYTES);
    }
    out.write(digest.digest());
  }

  /** So many numbers; empty where the file is cut short or was changed. */
  static Optional<float[]> read(int length, InputStream in) throws IOException {
    MessageDigest digest = Sha256.start();
    float[] numbers = new float[length];
    byte[] buffer = new byte[FLOATS_AT_ONCE * Float.BYTES];
    for (int from = 0; from < length; from += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, length - from);
      if (in.readNBytes(buffer, 0, count * Float.BYTES) < count * Float.BYTES) {
        return Optional.empty();
      }
      digest.update(buffer, 0, count * Float.BYTES);
      ByteBuffer.wrap(buffer).asFloatBuffer().get(numbers, from, count);
    }
    return Arrays.equals(in.readNBytes(HASH), digest.digest())
        ? Optional.of(numbers)
        : Optional.empty();
  }
}
