package io.finesweep.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Word vectors as text: a line each, the word and its numbers apart by blanks. */
final class VectorLines {

  private final String path;
  private final InputStream in;
  private int number;

  /**
   * @param in at the beginning of a line
   * @param number of that line, from 1
   */
  VectorLines(String path, InputStream in, int number) {
    this.path = path;
    this.in = in;
    this.number = number;
  }

  /**
   * Adds all lines to {@code kept}.
   *
   * @param count how many there must be; negative where the file does not say
   */
  void read(VectorsBuilder kept, int count) throws IOException {
    int words = 0;
    for (String line = line(in); line != null; line = line(in)) {
      if (!line.isBlank()) {
        add(line.stripTrailing(), kept);
        words++;
      }
      number++;
    }
    if (count >= 0 && words != count) {
      throw new InvalidData(
          "%s holds %d words, but its first line says %d.\nMaybe copy it again."
              .formatted(path, words, count));
    }
  }

  private void add(String line, VectorsBuilder kept) {
    if (kept.width() == 0) {
      kept.ofWidth(numbersOf(line));
    }
    // A word may hold blanks; its numbers are counted from the end.
    int at = line.length();
    for (int left = kept.width(); left > 0; left--) {
      at = line.lastIndexOf(' ', at - 1);
      if (at <= 0) {
        throw new InvalidData(
            "%s, line %d: '%s' has %d numbers, but a vector has %d.\nMaybe the file is damaged, or of two files with other vectors."
                .formatted(path, number, shown(line), kept.width() - left, kept.width()));
      }
    }
    String word = line.substring(0, at);
    if (isNumbers(word)) {
      throw new InvalidData(
          "%s, line %d: '%s' has more numbers than the %d of a vector.\nMaybe the file is damaged, or of two files with other vectors."
              .formatted(path, number, shown(line), kept.width()));
    }
    if (kept.wants(word)) {
      kept.add(word, vector(line, at + 1, kept.width()));
    } else {
      kept.passOver();
    }
  }

  /** How many fields stand behind the first. */
  private int numbersOf(String line) {
    int fields = (int) line.chars().filter(c -> c == ' ').count();
    if (fields == 0) {
      throw new InvalidData(
          "%s, line %d: '%s' is no word with its numbers, apart by blanks.\nMaybe it is no file of word vectors."
              .formatted(path, number, shown(line)));
    }
    return fields;
  }

  private static boolean isNumbers(String word) {
    int blank = word.lastIndexOf(' ');
    return blank > 0 && Cells.isNumber(word.substring(blank + 1));
  }

  private float[] vector(String line, int from, int width) {
    float[] vector = new float[width];
    int at = from;
    for (int i = 0; i < width; i++) {
      int blank = line.indexOf(' ', at);
      String cell = line.substring(at, blank < 0 ? line.length() : blank);
      if (!Cells.isNumber(cell)) {
        throw new InvalidData(
            "%s, line %d: '%s' is no number.\nMaybe the file is damaged, or no file of word vectors."
                .formatted(path, number, cell));
      }
      vector[i] = Float.parseFloat(cell);
      at = blank + 1;
    }
    return vector;
  }

  private static String shown(String line) {
    return line.length() > 30 ? line.substring(0, 30) + " …" : line;
  }

  /** The rest of the line; null at the end. */
  static @Nullable String line(InputStream in) throws IOException {
    return until(in, '\n');
  }

  /** What comes before the next {@code end}, which is taken too; null at the end. */
  static @Nullable String until(InputStream in, char end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int one = in.read();
    if (one < 0) {
      return null;
    }
    for (; one >= 0 && one != end; one = in.read()) {
      bytes.write(one);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
