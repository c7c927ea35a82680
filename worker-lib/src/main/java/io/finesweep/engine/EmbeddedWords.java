package io.finesweep.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A base model whose rows are numbers of words: the words' vectors, and the model that stands on
 * them or, where words have none, on the numbers themselves. It goes to an engine as one file.
 *
 * @param length how many words a row has
 * @param words how many numbers there are; 0 stands where a row has no word
 * @param vectors of each word, one after the other; empty where words have none
 * @param model the content of a model's file; empty where the vectors are all there is
 */
public record EmbeddedWords(int length, int words, float[] vectors, byte[] model) {

  private static final long MARK = 0x46_53_2d_57_4f_52_44_53L; // "FS-WORDS"

  /** How many numbers a vector has; 0 where words have none. */
  public int width() {
    return vectors.length / words;
  }

  /** What {@link #of} reads. */
  public byte[] content() {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(vectors.length * Float.BYTES + model.length + 64);
    try (DataOutputStream data = new DataOutputStream(bytes)) {
      data.writeLong(MARK);
      data.writeInt(length);
      data.writeInt(words);
      data.writeInt(vectors.length);
      for (float one : vectors) {
        data.writeFloat(one);
      }
      data.write(model);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can always be written to.", e);
    }
    return bytes.toByteArray();
  }

  /** What {@link #content} wrote; empty where it is another file. */
  public static Optional<EmbeddedWords> of(byte[] content) {
    try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(content))) {
      if (content.length < Long.BYTES + 3 * Integer.BYTES || data.readLong() != MARK) {
        return Optional.empty();
      }
      int length = data.readInt();
      int words = data.readInt();
      float[] vectors = new float[data.readInt()];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = data.readFloat();
      }
      return Optional.of(new EmbeddedWords(length, words, vectors, data.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("These bytes end early.", e);
    }
  }
}
