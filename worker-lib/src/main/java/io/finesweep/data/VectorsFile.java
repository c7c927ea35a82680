package io.finesweep.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * A file of word vectors, plain or gzip: the text of GloVe (a word and its numbers a line), that of
 * word2vec (the same below a line that says how many words and numbers), or word2vec's binary form.
 * It is passed over once, and only the words that are wanted are kept.
 */
final class VectorsFile {

  private static final int SNIFFED = 1 << 12;
  private static final int LONGEST_LINE = 1 << 20;

  private final String path;
  private final Configuration configuration;

  VectorsFile(String path, Configuration configuration) {
    this.path = path;
    this.configuration = configuration;
  }

  /**
   * The vectors of {@code wanted} and of the file's {@code first} words, in the file's order.
   * Number 1 stands for all other words; its vector is the mean of all that are kept.
   *
   * @throws InvalidData if the file is no file of vectors, or has none of the words
   */
  Lexicon read(Set<String> wanted, int first) throws IOException {
    VectorsBuilder kept = new VectorsBuilder(path, wanted, first);
    try (BufferedInputStream in =
        new BufferedInputStream(DataFiles.at(path, configuration).open(), 1 << 16)) {
      in.mark(LONGEST_LINE);
      String line = VectorLines.line(in);
      if (line == null) {
        throw new InvalidData(path + " is empty.\nMaybe the file was not copied whole.");
      }
      int[] header = header(line);
      if (header.length == 0) {
        in.reset();
        new VectorLines(path, in, 1).read(kept, -1);
      } else if (isBinary(in)) {
        binary(in, header, kept);
      } else {
        new VectorLines(path, in, 2).read(kept.ofWidth(header[1]), header[0]);
      }
    } catch (EOFException e) {
      throw new InvalidData(path + " ends early.\nMaybe copy it again.", e);
    }
    if (kept.found() == 0) {
      throw LexiconReader.unrelated(path, wanted);
    }
    return kept.build();
  }

  /** The counts of words and numbers, where {@code line} says them and nothing else. */
  private static int[] header(String line) {
    String stripped = line.strip();
    return stripped.matches("\\d{1,9} +\\d{1,9}")
        ? java.util.Arrays.stream(stripped.split(" +", -1)).mapToInt(Integer::parseInt).toArray()
        : new int[0];
  }

  /** Texts have no control characters but blanks and ends of lines; numbers in bytes do. */
  private static boolean isBinary(InputStream in) throws IOException {
    in.mark(SNIFFED);
    byte[] start = in.readNBytes(SNIFFED);
    in.reset();
    for (byte one : start) {
      if (one >= 0 && one < ' ' && one != '\n' && one != '\r' && one != '\t') {
        return true;
      }
    }
    return false;
  }

  private void binary(InputStream in, int[] header, VectorsBuilder kept) throws IOException {
    kept.ofWidth(header[1]);
    for (int number = 1; number <= header[0]; number++) {
      String word = VectorLines.until(in, ' ');
      if (word == null) {
        throw new InvalidData(
            "%s ends after %d of %d words.\nMaybe copy it again."
                .formatted(path, number - 1, header[0]));
      }
      byte[] numbers = in.readNBytes(header[1] * Float.BYTES);
      if (numbers.length < header[1] * Float.BYTES) {
        throw new EOFException();
      }
      kept.add(word.strip(), numbers);
    }
  }
}
