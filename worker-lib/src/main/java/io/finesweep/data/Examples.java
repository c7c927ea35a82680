package io.finesweep.data;

/**
 * Rows that are ready for a model: numbers in C order, targets, and keys. The arrays are shared,
 * not copied: whoever receives them only reads.
 *
 * @param features row after row; each row has the product of {@code shape} numbers
 * @param shape of one row: {@code [columns]} of a table, {@code [channels, height, width]} of an
 *     image
 * @param rows the number of each row in the data set it came from
 */
public record Examples(float[] features, int[] shape, Targets targets, int[] rows) {

  public Examples {
    if (targets.size() != rows.length || features.length != (long) rows.length * width(shape)) {
      throw new IllegalArgumentException(
          rows.length
              + " rows of width "
              + width(shape)
              + " beside "
              + features.length
              + " numbers and "
              + targets.size()
              + " targets.");
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

  private static int width(int[] shape) {
    int width = 1;
    for (int extent : shape) {
      width = Math.multiplyExact(width, extent);
    }
    return width;
  }
}
