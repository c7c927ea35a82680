package io.finesweep.data;

/**
 * An affine map of the plane: from a place in the new image to the place in the old one that it
 * shows. Places are columns and rows from the image's centre.
 *
 * @param xx how the old column grows with the new column
 * @param xy how the old column grows with the new row
 * @param x the old column of the new centre
 * @param yx how the old row grows with the new column
 * @param yy how the old row grows with the new row
 * @param y the old row of the new centre
 */
record Affine(double xx, double xy, double x, double yx, double yy, double y) {

  static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

  static Affine scaled(double columns, double rows) {
    return new Affine(columns, 0, 0, 0, rows, 0);
  }

  static Affine rotated(double radians) {
    double cos = Math.cos(radians);
    double sin = Math.sin(radians);
    return new Affine(cos, sin, 0, -sin, cos, 0);
  }

  static Affine shifted(double columns, double rows) {
    return new Affine(1, 0, columns, 0, 1, rows);
  }

  /** What shows first this, then {@code next} of the result. */
  Affine then(Affine next) {
    return new Affine(
        xx * next.xx + xy * next.yx,
        xx * next.xy + xy * next.yy,
        xx * next.x + xy * next.y + x,
        yx * next.xx + yy * next.yx,
        yx * next.xy + yy * next.yy,
        yx * next.x + yy * next.y + y);
  }

  /**
   * Redraws all channels of {@code image}, of the shape {@code [channels, height, width]}, by
   * bilinear interpolation. Beyond an edge the image goes on as it is there.
   */
  void redraw(float[] image, int[] shape) {
    if (equals(IDENTITY)) {
      return;
    }
    float[] old = image.clone();
    int height = shape[1];
    int width = shape[2];
    int plane = height * width;
    double middleX = (width - 1) / 2.0;
    double middleY = (height - 1) / 2.0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double fromX = xx * (column - middleX) + xy * (row - middleY) + x + middleX;
        double fromY = yx * (column - middleX) + yy * (row - middleY) + y + middleY;
        double left = Math.max(0, Math.min(width - 1, fromX));
        double top = Math.max(0, Math.min(height - 1, fromY));
        int x0 = (int) left;
        int y0 = (int) top;
        int at = y0 * width + x0;
        int right = x0 + 1 < width ? 1 : 0;
        int below = y0 + 1 < height ? width : 0;
        float wx = (float) (left - x0);
        float wy = (float) (top - y0);
        for (int channel = 0; channel < shape[0]; channel++) {
          int start = channel * plane + at;
          float upper = mix(old[start], old[start + right], wx);
          float lower = mix(old[start + below], old[start + below + right], wx);
          image[channel * plane + row * width + column] = mix(upper, lower, wy);
        }
      }
    }
  }

  private static float mix(float a, float b, float weight) {
    return a + (b - a) * weight;
  }
}
