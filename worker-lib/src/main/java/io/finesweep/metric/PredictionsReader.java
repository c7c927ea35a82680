package io.finesweep.metric;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Reads a {@link PredictionsFile} once. Memory is only taken for bytes that are really there, so a
 * damaged count cannot exhaust it.
 */
final class PredictionsReader {

  private final CheckedInputStream in;

  PredictionsReader(InputStream in) {
    this.in = new CheckedInputStream(new BufferedInputStream(in), new CRC32());
  }

  PredictionsFile read() throws IOException {
    checkStart();
    int kind = bytes(1).get();
    if (kind != PredictionsFile.CLASSES && kind != PredictionsFile.NUMBERS) {
      throw damaged("its kind is " + kind + ", which is neither classes (0) nor numbers (1)");
    }
    int size = count("rows");
    List<String> names = names(count("names"));
    int[] rows = ints(size);
    Predictions predictions =
        kind == PredictionsFile.CLASSES ? classes(size, names) : numbers(size, names);
    checkEnd();
    return new PredictionsFile(rows, predictions);
  }

  private void checkStart() throws IOException {
    byte[] magic = in.readNBytes(Integer.BYTES);
    if (magic.length < Integer.BYTES || ByteBuffer.wrap(magic).getInt() != PredictionsFile.MAGIC) {
      throw new IOException(
          "This is no file of predictions: it does not begin with 'FSPR'.\n"
              + "Maybe the path names another file.");
    }
    int version = bytes(1).get();
    if (version != PredictionsFile.VERSION) {
      throw new IOException(
          "This file of predictions has version %d; version %d is known here.\n"
                  .formatted(version, PredictionsFile.VERSION)
              + "Maybe another release of Finesweep wrote it: read it with that one.");
    }
  }

  private void checkEnd() throws IOException {
    int expected = (int) in.getChecksum().getValue();
    if (bytes(Integer.BYTES).getInt() != expected) {
      throw damaged("its checksum does not match its content");
    }
    if (in.read() >= 0) {
      throw damaged("it goes on after its end");
    }
  }

  private Predictions classes(int size, List<String> names) throws IOException {
    int[] truth = ints(size);
    for (int label : truth) {
      if (label < 0 || label >= names.size()) {
        throw damaged("it holds class " + label + " of " + names.size());
      }
    }
    double[][] probabilities = new double[size][];
    for (int row = 0; row < size; row++) {
      probabilities[row] = new double[names.size()];
      ByteBuffer values = bytes((long) names.size() * Float.BYTES);
      for (int c = 0; c < names.size(); c++) {
        probabilities[row][c] = values.getFloat();
      }
    }
    return new Predictions.Classes(truth, probabilities, names);
  }

  private Predictions numbers(int size, List<String> names) throws IOException {
    double[][] truth = doubles(size, names.size());
    return new Predictions.Numbers(truth, doubles(size, names.size()), names);
  }

  private double[][] doubles(int size, int width) throws IOException {
    double[][] values = new double[size][];
    for (int row = 0; row < size; row++) {
      ByteBuffer bytes = bytes((long) width * Double.BYTES);
      values[row] = new double[width];
      bytes.asDoubleBuffer().get(values[row]);
    }
    return values;
  }

  private List<String> names(int count) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(new String(bytes(count("bytes of a name")).array(), StandardCharsets.UTF_8));
    }
    return names;
  }

  private int[] ints(int count) throws IOException {
    ByteBuffer bytes = bytes((long) count * Integer.BYTES);
    int[] values = new int[count];
    bytes.asIntBuffer().get(values);
    return values;
  }

  private int count(String what) throws IOException {
    int count = bytes(Integer.BYTES).getInt();
    if (count < 0) {
      throw damaged("it claims " + count + " " + what);
    }
    return count;
  }

  private ByteBuffer bytes(long count) throws IOException {
    byte[] bytes = in.readNBytes((int) Math.min(count, Integer.MAX_VALUE));
    if (bytes.length < count) {
      throw damaged("it ends too early");
    }
    return ByteBuffer.wrap(bytes);
  }

  private static IOException damaged(String what) {
    return new IOException(
        "This file of predictions is damaged: %s.\nMaybe it was not written to its end."
            .formatted(what));
  }
}
