package io.finesweep.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Gathers the vectors of some words of a file. */
final class VectorsBuilder {

  /** Before the words: what stands for none, and for those that are not known. */
  private static final List<String> OTHERS = List.of("", "[UNK]");

  private final String path;
  private final Set<String> wanted;
  private final Set<String> taken = new java.util.HashSet<>();
  private final List<String> words = new ArrayList<>(OTHERS);
  private float[] vectors = new float[0];
  private int first;
  private int width;
  private int found;

  /**
   * @param wanted words to keep
   * @param first how many words at the beginning are kept too
   */
  VectorsBuilder(String path, Set<String> wanted, int first) {
    this.path = path;
    this.wanted = wanted;
    this.first = first;
  }

  /** How many of the wanted words there were. */
  int found() {
    return found;
  }

  /** How many numbers a vector has; 0 as long as it is not known. */
  int width() {
    return width;
  }

  VectorsBuilder ofWidth(int numbers) {
    if (numbers < 1) {
      throw new InvalidData(
          path + " says that its vectors have no numbers.\nMaybe it is no file of word vectors.");
    }
    width = numbers;
    vectors = new float[OTHERS.size() * width];
    return this;
  }

  /** Whether {@code word}, the next of the file, is to be kept. */
  boolean wants(String word) {
    return (first > 0 || wanted.contains(word)) && !taken.contains(word);
  }

  /** Goes on to the next word. */
  void passOver() {
    first = Math.max(0, first - 1);
  }

  /** Adds a word with its numbers as bytes, where it is wanted. */
  void add(String word, byte[] numbers) {
    if (!wants(word)) {
      passOver();
      return;
    }
    float[] vector = new float[width];
    ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    for (float one : vector) {
      if (!Float.isFinite(one)) {
        throw new InvalidData(
            "%s: the vector of '%s' holds %s.\nMaybe the file is damaged, or no file of word vectors."
                .formatted(path, word, one));
      }
    }
    add(word, vector);
  }

  /** Adds a word; one of zeros only stays unknown, for zeros stand for no word. */
  void add(String word, float[] vector) {
    passOver();
    boolean zero = true;
    for (float one : vector) {
      zero &= one == 0;
    }
    if (zero) {
      return;
    }
    taken.add(word);
    found += wanted.contains(word) ? 1 : 0;
    int at = words.size() * width;
    if (at + width > vectors.length) {
      long grown = Math.min(Integer.MAX_VALUE - 8L, Math.max(1 << 12, vectors.length * 2L) + width);
      vectors = Arrays.copyOf(vectors, (int) Math.max(grown, Math.addExact(at, width)));
    }
    System.arraycopy(vector, 0, vectors, at, width);
    words.add(word);
  }

  Lexicon build() {
    float[] all = Arrays.copyOf(vectors, words.size() * width);
    int known = words.size() - OTHERS.size();
    boolean zero = true;
    for (int i = 0; i < width; i++) {
      double sum = 0;
      for (int word = OTHERS.size(); word < words.size(); word++) {
        sum += all[word * width + i];
      }
      all[width + i] = (float) (sum / known);
      zero &= all[width + i] == 0;
    }
    if (zero) {
      Arrays.fill(all, width, 2 * width, 1e-6f); // for zeros stand for no word
    }
    return new Lexicon(words, 1, all);
  }
}
