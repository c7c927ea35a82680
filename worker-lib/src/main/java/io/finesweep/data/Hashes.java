package io.finesweep.data;

/**
 * 64-bit hashes that stay the same across machines and versions, and SHA-256. The mixer is
 * SplitMix64's (Steele, Lea, Flood 2014).
 */
final class Hashes {

  private Hashes() {}

  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static long combine(long hash, long value) {
    return mix(mix(hash) ^ value);
  }

  static long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = combine(hash, text.charAt(i));
    }
    return hash;
  }

  static long of(double number) {
    return mix(Double.doubleToLongBits(number == 0 ? 0.0 : number));
  }

  static long of(byte[] values, int from, int length) {
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = combine(hash, values[i]);
    }
    return hash;
  }

  static long of(float[] values, int from, int length) {
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = combine(hash, Float.floatToIntBits(values[i] == 0 ? 0f : values[i]));
    }
    return hash;
  }

  /** A number from 0 to below 1 that only the hash decides. */
  static double share(long hash) {
    return (mix(hash) >>> 11) * 0x1.0p-53;
  }
}
