package io.finesweep.data;

/**
 * An image of real numbers from 0 to 255.
 *
 * @param values in the order channel, row, column
 */
record Raster(float[] values, int channels, int height, int width) {

  /**
   * The image at another size, by a triangle filter (bilinear) that widens where the image shrinks,
   * so that no pixel is passed over.
   */
  Raster resized(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    float[] wide = new float[channels * height * newWidth];
    float[][] across = weights(width, newWidth);
    for (int line = 0; line < channels * height; line++) {
      blend(values, line * width, 1, across, wide, line * newWidth, 1);
    }
    float[] resized = new float[channels * newHeight * newWidth];
    float[][] down = weights(height, newHeight);
    for (int channel = 0; channel < channels; channel++) {
      for (int x = 0; x < newWidth; x++) {
        int from = channel * height * newWidth + x;
        int to = channel * newHeight * newWidth + x;
        blend(wide, from, newWidth, down, resized, to, newWidth);
      }
    }
    return new Raster(resized, channels, newHeight, newWidth);
  }

  /** The values as bytes without sign. */
  byte[] bytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
    }
    return bytes;
  }

  /** For each new place: the first old one that counts, then the weights from there on. */
  private static float[][] weights(int from, int to) {
    float[][] weights = new float[to][];
    double scale = (double) from / to;
    double reach = Math.max(1, scale);
    for (int place = 0; place < to; place++) {
      double center = (place + 0.5) * scale - 0.5;
      int first = Math.max(0, (int) Math.ceil(center - reach));
      int last = Math.min(from - 1, (int) Math.floor(center + reach));
      float[] row = new float[last - first + 2];
      row[0] = first;
      double sum = 0;
      for (int old = first; old <= last; old++) {
        sum += Math.max(0, 1 - Math.abs(old - center) / reach);
      }
      for (int old = first; old <= last; old++) {
        row[old - first + 1] = (float) (Math.max(0, 1 - Math.abs(old - center) / reach) / sum);
      }
      weights[place] = row;
    }
    return weights;
  }

  private static void blend(
      float[] from, int start, int step, float[][] weights, float[] to, int target, int stride) {
    for (int place = 0; place < weights.length; place++) {
      float[] row = weights[place];
      float sum = 0;
      for (int i = 1; i < row.length; i++) {
        sum += row[i] * from[start + ((int) row[0] + i - 1) * step];
      }
      to[target + place * stride] = sum;
    }
  }
}
