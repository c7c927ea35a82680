package io.finesweep.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes image files with the JDK's readers (PNG, JPEG, GIF, BMP, TIFF). What is transparent shows
 * white; gray is 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601).
 */
final class ImageDecoding {

  private static final long MOST_PIXELS = 100_000_000;

  private ImageDecoding() {}

  static Raster decode(String name, byte[] content, int channels) {
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new InvalidData(
            name
                + " is no image that can be read; PNG, JPEG, GIF, BMP and TIFF can.\n"
                + "Maybe move it out of the folder.");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        requireSize(name, reader.getWidth(0), reader.getHeight(0));
        return raster(reader.read(0), channels);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidData(
          name + " is a damaged image, or of a kind that cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireSize(String name, int width, int height) {
    if ((long) width * height > MOST_PIXELS) {
      throw new InvalidData(
          name + " has " + width + "×" + height + " pixels; at most " + MOST_PIXELS + " are read.");
    }
  }

  private static Raster raster(BufferedImage image, int channels) {
    int height = image.getHeight();
    int width = image.getWidth();
    float[] values = new float[channels * height * width];
    // getRGB would change the values of gray images by a gamma curve.
    boolean gray =
        image.getRaster().getNumBands() <= 2
            && !(image.getColorModel() instanceof java.awt.image.IndexColorModel);
    float[] color = new float[3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (gray) {
          gray(image, x, y, color);
        } else {
          color(image.getRGB(x, y), color);
        }
        put(color, channels, values, y * width + x, height * width);
      }
    }
    return new Raster(values, channels, height, width);
  }

  private static void put(float[] color, int channels, float[] values, int at, int plane) {
    if (channels == 1) {
      values[at] =
          color[0] == color[1] && color[1] == color[2]
              ? color[0]
              : 0.299f * color[0] + 0.587f * color[1] + 0.114f * color[2];
      return;
    }
    for (int channel = 0; channel < 3; channel++) {
      values[channel * plane + at] = color[channel];
    }
  }

  private static void gray(BufferedImage image, int x, int y, float[] color) {
    float full = (1L << image.getSampleModel().getSampleSize(0)) - 1;
    float shade = image.getRaster().getSample(x, y, 0) / full;
    if (image.getRaster().getNumBands() == 2) {
      float opaque = image.getRaster().getSample(x, y, 1) / full;
      shade = shade * opaque + 1 - opaque;
    }
    java.util.Arrays.fill(color, shade * 255);
  }

  private static void color(int argb, float[] color) {
    float opaque = (argb >>> 24) / 255f;
    for (int channel = 0; channel < 3; channel++) {
      int value = (argb >>> (16 - 8 * channel)) & 0xff;
      color[channel] = value * opaque + 255 * (1 - opaque);
    }
  }
}
