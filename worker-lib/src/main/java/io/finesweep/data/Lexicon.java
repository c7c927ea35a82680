package io.finesweep.data;

import io.finesweep.trial.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Words that have a number, and maybe a vector. The array is shared, not copied: whoever receives
 * it only reads.
 *
 * @param words by their number; number 0 stands where a row has no word
 * @param unknown the number of all other words; negative where these are left out
 * @param vectors one after the other, of each word; empty where words have none
 */
public record Lexicon(List<String> words, int unknown, float[] vectors) {

  public Lexicon {
    words = List.copyOf(words);
    if (words.isEmpty() || vectors.length % words.size() != 0 || unknown >= words.size()) {
      throw new IllegalArgumentException(
          words.size() + " words beside " + vectors.length + " numbers of their vectors.");
    }
  }

  /** How many numbers a vector has; 0 where words have none. */
  public int width() {
    return vectors.length / words.size();
  }

  /** SHA-256, in hexadecimal, of {@code before}, all words and vectors. */
  String hashWith(String before) {
    MessageDigest digest = Sha256.start();
    digest.update(before.getBytes(StandardCharsets.UTF_8));
    for (String word : words) {
      digest.update((byte) '\n');
      digest.update(word.getBytes(StandardCharsets.UTF_8));
    }
    ByteBuffer vector = ByteBuffer.allocate(Math.max(1, width()) * Float.BYTES);
    for (int at = 0; at < vectors.length; at += width()) {
      vector.clear().asFloatBuffer().put(vectors, at, width());
      digest.update(vector);
    }
    return Sha256.end(digest);
  }
}
