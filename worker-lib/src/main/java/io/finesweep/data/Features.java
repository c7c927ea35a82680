package io.finesweep.data;

import java.util.List;

/** What models learn from, as it was read, before any preprocessing. */
public sealed interface Features {

  /** The number of rows. */
  int size();

  /** The features of {@code rows}, in that order. */
  Features at(int[] rows);

  /**
   * Columns of a table.
   *
   * @param image {@code [channels, height, width]} where the columns are the pixels of an image,
   *     else empty
   */
  record Table(List<Column> columns, int size, List<Integer> image) implements Features {
    public Table {
      columns = List.copyOf(columns);
      image = List.copyOf(image);
    }

    @Override
    public Table at(int[] rows) {
      return new Table(columns.stream().map(c -> c.at(rows)).toList(), rows.length, image);
    }
  }

  /**
   * Images, one byte without sign for each pixel and channel.
   *
   * @param values image after image in C order
   * @param shape of one: {@code [channels, height, width]}, or {@code [columns]}
   */
  record Pixels(byte[] values, List<Integer> shape) implements Features {
    public Pixels {
      shape = List.copyOf(shape);
    }

    @Override
    public int size() {
      return values.length / width(shape);
    }

    @Override
    public Pixels at(int[] rows) {
      int width = width(shape);
      byte[] chosen = new byte[Math.multiplyExact(width, rows.length)];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * width, chosen, i * width, width);
      }
      return new Pixels(chosen, shape);
    }
  }

  /**
   * Rows of real numbers.
   *
   * @param values row after row in C order
   * @param shape of one: {@code [channels, height, width]}, or {@code [columns]}
   */
  record Reals(float[] values, List<Integer> shape) implements Features {
    public Reals {
      shape = List.copyOf(shape);
    }

    @Override
    public int size() {
      return values.length / width(shape);
    }

    @Override
    public Reals at(int[] rows) {
      int width = width(shape);
      float[] chosen = new float[Math.multiplyExact(width, rows.length)];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * width, chosen, i * width, width);
      }
      return new Reals(chosen, shape);
    }
  }

  private static int width(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
