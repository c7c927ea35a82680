package io.finesweep.metric;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * What a file of predictions holds: the predictions for some rows of a data set.
 *
 * <p>The format, version 1, all numbers big-endian, the same bytes for the same content:
 *
 * <pre>
 * 4 bytes   "FSPR"
 * byte      version, 1
 * byte      kind: 0 classes, 1 numbers
 * int       n, the rows
 * int       k, the classes or outputs
 * k times   int length, then the name in UTF-8
 * n ints    the rows' numbers in their data set
 * truth     n ints (classes) or n × k doubles (numbers), row after row
 * predicted n × k floats (probabilities) or n × k doubles (numbers), row after row
 * int       CRC-32 of all before it
 * </pre>
 *
 * <p>Numbers come back exactly; probabilities are rounded to floats, which loses nothing of a model
 * that computes in them.
 *
 * @param rows the number of each row in the data set it came from
 */
public record PredictionsFile(int[] rows, Predictions predictions) {

  static final int MAGIC = 0x46535052;
  static final int VERSION = 1;
  static final int CLASSES = 0;
  static final int NUMBERS = 1;

  public PredictionsFile {
    if (rows.length != predictions.size()) {
      throw new IllegalArgumentException(
          rows.length + " row numbers beside " + predictions.size() + " predictions.");
    }
  }

  /**
   * Writes {@code predictions} for {@code rows}; {@code out} stays open.
   *
   * @throws IllegalArgumentException where there are not as many row numbers as predictions, or a
   *     row has not one value for each class or output
   */
  public static void write(OutputStream out, int[] rows, Predictions predictions)
      throws IOException {
    new PredictionsFile(rows, predictions).writeTo(out);
  }

  /**
   * Reads what {@link #write} wrote, to the end of {@code in}, which stays open.
   *
   * @throws IOException where the bytes cannot be read, are not of this format and version, end too
   *     early, go on too long or were changed
   */
  public static PredictionsFile read(InputStream in) throws IOException {
    return new PredictionsReader(in).read();
  }

  private void writeTo(OutputStream out) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(out), new CRC32());
    DataOutputStream data = new DataOutputStream(checked);
    data.writeInt(MAGIC);
    data.writeByte(VERSION);
    if (predictions instanceof Predictions.Classes classes) {
      data.writeByte(CLASSES);
      writeHead(data, classes.classes());
      data.write(ints(classes.truth()));
      writeFloats(data, classes.probabilities(), classes.classes().size());
    } else if (predictions instanceof Predictions.Numbers numbers) {
      data.writeByte(NUMBERS);
      writeHead(data, numbers.outputs());
      writeDoubles(data, numbers.truth(), numbers.outputs().size());
      writeDoubles(data, numbers.predicted(), numbers.outputs().size());
    }
    data.writeInt((int) checked.getChecksum().getValue());
    data.flush();
  }

  private void writeHead(DataOutputStream data, List<String> names) throws IOException {
    data.writeInt(rows.length);
    data.writeInt(names.size());
    for (String name : names) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      data.writeInt(text.length);
      data.write(text);
    }
    data.write(ints(rows));
  }

  private static byte[] ints(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES));
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  private static void writeFloats(DataOutputStream data, double[][] values, int width)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(width, Float.BYTES));
    for (double[] row : values) {
      checkWidth(row, width);
      bytes.clear();
      for (double value : row) {
        bytes.putFloat((float) value);
      }
      data.write(bytes.array());
    }
  }

  private static void writeDoubles(DataOutputStream data, double[][] values, int width)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(width, Double.BYTES));
    for (double[] row : values) {
      checkWidth(row, width);
      bytes.clear();
      bytes.asDoubleBuffer().put(row);
      data.write(bytes.array());
    }
  }

  private static void checkWidth(double[] row, int width) {
    if (row.length != width) {
      throw new IllegalArgumentException(
          "A row has " + row.length + " values where " + width + " names stand.");
    }
  }
}
