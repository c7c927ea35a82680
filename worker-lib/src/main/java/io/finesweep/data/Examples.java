package io.finesweep.data;

import java.util.stream.IntStream;

/**
 * Rows that are ready for a model: numbers in C order, targets, and keys. The arrays are shared,
 * not copied: whoever receives them only reads.
 *
 * @param features row after row, these and maybe others; each row has the product of {@code shape}
 *     numbers
 * @param shape of one row: {@code [columns]} of a table, {@code [channels, height, width]} of an
 *     image
 * @param rows the number of each row in the data set it came from
 * @param places where each row stands in {@code features}, counted in rows
 */
public record Examples(float[] features, int[] shape, Targets targets, int[] rows, int[] places) {

  public Examples {
    int held = features.length / Math.max(1, width(shape));
    if (targets.size() != rows.length || places.length != rows.length) {
      throw new IllegalArgumentException(
          rows.length
              + " rows beside "
              + targets.size()
              + " targets and "
              + places.length
              + " places.");
    } else if (IntStream.of(places).anyMatch(place -> place < 0 || place >= held)) {
      throw new IllegalArgumentException(
          "A row stands outside of the " + held + " rows of width " + width(shape) + ".");
    }
  }

  /** Rows that stand in {@code features} one after the other, and no others with them. */
  public Examples(float[] features, int[] shape, Targets targets, int[] rows) {
    this(features, shape, targets, rows, IntStream.range(0, rows.length).toArray());
    if (features.length != (long) rows.length * width(shape)) {
      throw new IllegalArgumentException(
          rows.length
              + " rows of width "
              + width(shape)
              + " beside "
              + features.length
              + " numbers.");
    }
  }

  /** The number of rows. */
  public int size() {
    return rows.length;
  }

  /** How many numbers one row has. */
  public int width() {
    return width(shape);
  }

  /** Where the numbers of row {@code index} begin in {@code features}. */
  public int start(int index) {
    return places[index] * width();
  }

  /** Copies the numbers of row {@code index} to {@code into}, from {@code at} on. */
  public void copy(int index, float[] into, int at) {
    System.arraycopy(features, start(index), into, at, width());
  }

  /** The numbers of {@code count} rows from {@code from} on, one row after the other. */
  public float[] numbers(int from, int count) {
    int width = width();
    float[] numbers = new float[count * width];
    for (int i = 0; i < count; i++) {
      copy(from + i, numbers, i * width);
    }
    return numbers;
  }

  private static int width(int[] shape) {
    int width = 1;
    for (int extent : shape) {
      width = Math.multiplyExact(width, extent);
    }
    return width;
  }
}
