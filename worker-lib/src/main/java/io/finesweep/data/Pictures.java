package io.finesweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Features that are images: their pixels as they were read, in C order.
 *
 * @param shape of one: {@code [channels, height, width]}
 */
public record Pictures(Features features, List<Integer> shape) {

  public Pictures {
    shape = List.copyOf(shape);
  }

  /** Those of {@code data}; empty where its rows are no images. */
  public static Optional<Pictures> of(Dataset data) {
    List<Integer> shape = data.imageShape();
    return shape.size() == 3 ? Optional.of(new Pictures(data.features(), shape)) : Optional.empty();
  }

  public int channels() {
    return shape.get(0);
  }

  public int height() {
    return shape.get(1);
  }

  public int width() {
    return shape.get(2);
  }

  private int size() {
    return channels() * height() * width();
  }

  /** The pixels of one image; NaN where a cell is missing. */
  public double[] pixels(int row) {
    double[] pixels = new double[size()];
    Arrays.setAll(pixels, at -> pixel(features, row, at));
    return pixels;
  }

  private double pixel(Features from, int row, int at) {
    if (from instanceof Features.Pixels bytes) {
      return bytes.values()[row * size() + at] & 0xff;
    } else if (from instanceof Features.Reals reals) {
      return reals.values()[row * size() + at];
    }
    return ((Column.Numbers) ((Features.Table) from).columns().get(at)).values()[row];
  }

  /** The mean of each channel over {@code rows}. */
  public double[] means(int[] rows) {
    double[] means = new double[channels()];
    int plane = height() * width();
    for (int channel = 0; channel < means.length; channel++) {
      int from = channel * plane;
      means[channel] =
          IntStream.of(rows)
              .mapToObj(row -> Arrays.stream(pixels(row), from, from + plane))
              .flatMapToDouble(pixels -> pixels)
              .filter(Double::isFinite)
              .average()
              .orElse(0);
    }
    return means;
  }

  /** A part of an image: {@code side} pixels from this one down and to the right. */
  public record Patch(int top, int left, int side) {}

  /** One image as it is, and then once for each patch with {@code fill} of each channel there. */
  public Features occluded(int row, List<Patch> patches, double[] fill) {
    int[] copies = new int[patches.size() + 1];
    Arrays.fill(copies, row);
    Features copied = features.at(copies);
    for (int copy = 1; copy < copies.length; copy++) {
      for (int at : inside(patches.get(copy - 1))) {
        set(copied, copy, at, fill[at / (height() * width())]);
      }
    }
    return copied;
  }

  private List<Integer> inside(Patch patch) {
    List<Integer> inside = new ArrayList<>();
    for (int channel = 0; channel < channels(); channel++) {
      for (int y = patch.top(); y < Math.min(height(), patch.top() + patch.side()); y++) {
        for (int x = patch.left(); x < Math.min(width(), patch.left() + patch.side()); x++) {
          inside.add((channel * height() + y) * width() + x);
        }
      }
    }
    return inside;
  }

  private void set(Features into, int row, int at, double value) {
    if (into instanceof Features.Pixels bytes) {
      bytes.values()[row * size() + at] = (byte) Math.round(value);
    } else if (into instanceof Features.Reals reals) {
      reals.values()[row * size() + at] = (float) value;
    } else {
      ((Column.Numbers) ((Features.Table) into).columns().get(at)).values()[row] = value;
    }
  }
}
