package io.finesweep.report;

import io.finesweep.data.Pictures;
import io.finesweep.metric.Explanation.Occluded;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * Small pictures of a data set's images, as PNG inside a page.
 *
 * @param low what is black
 * @param high what is white
 */
record Picture(Pictures images, double low, double high) {

  /** Larger images are shown smaller, by leaving lines out. */
  private static final int LARGEST = 112;

  private static final int[] FOR = {230, 95, 20};
  private static final int[] AGAINST = {40, 110, 220};
  private static final double OPAQUE = 0.75;

  /** Pictures whose darkest and brightest pixels are those of {@code rows}. */
  static Picture of(Pictures images, int[] rows) {
    double[] ends =
        Arrays.stream(rows)
            .mapToObj(images::pixels)
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return ends.length == 0
        ? new Picture(images, 0, 1)
        : new Picture(images, ends[0], ends[ends.length - 1]);
  }

  private int step() {
    int side = Math.max(images.height(), images.width());
    return (side + LARGEST - 1) / LARGEST;
  }

  /** The image of a row, as an address that holds it. */
  String of(int row) {
    return address(drawn(row));
  }

  /**
   * The image of a row in grey; orange where the answer falls without a patch, blue where it rises.
   */
  String of(Occluded occluded) {
    BufferedImage image = drawn(occluded.row());
    double most =
        Arrays.stream(occluded.drops())
            .flatMapToDouble(Arrays::stream)
            .map(Math::abs)
            .max()
            .orElse(0);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        double drop =
            occluded.drops()[y * step() / occluded.patch()][x * step() / occluded.patch()];
        double share = most > 0 ? OPAQUE * Math.abs(drop) / most : 0;
        image.setRGB(x, y, mixed(grey(image.getRGB(x, y)), drop > 0 ? FOR : AGAINST, share));
      }
    }
    return address(image);
  }

  private static int grey(int colour) {
    return (int)
        (0.299 * (colour >> 16 & 0xff) + 0.587 * (colour >> 8 & 0xff) + 0.114 * (colour & 0xff));
  }

  private static int mixed(int grey, int[] tint, double share) {
    int colour = 0;
    for (int part : tint) {
      colour = colour << 8 | (int) Math.round((1 - share) * grey + share * part);
    }
    return colour;
  }

  private BufferedImage drawn(int row) {
    double[] pixels = images.pixels(row);
    int tall = (images.height() + step() - 1) / step();
    int wide = (images.width() + step() - 1) / step();
    BufferedImage image = new BufferedImage(wide, tall, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < tall; y++) {
      for (int x = 0; x < wide; x++) {
        int colour = 0;
        for (int channel = 0; channel < 3; channel++) {
          int of = images.channels() == 3 ? channel : 0;
          int at = (of * images.height() + y * step()) * images.width() + x * step();
          colour = colour << 8 | shade(pixels[at]);
        }
        image.setRGB(x, y, colour);
      }
    }
    return image;
  }

  private int shade(double pixel) {
    double unit = high > low && !Double.isNaN(pixel) ? (pixel - low) / (high - low) : 0;
    return (int) Math.round(255 * Math.max(0, Math.min(1, unit)));
  }

  private static String address(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
