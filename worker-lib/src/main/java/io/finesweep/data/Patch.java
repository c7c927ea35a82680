package io.finesweep.data;

import java.util.random.RandomGenerator;

/** A rectangle of an image: rows from top to below bottom, columns from left to before right. */
record Patch(int top, int bottom, int left, int right) {

  /** One of about {@code area} of the image with the image's proportions, cut off at its border. */
  static Patch draw(double area, int[] shape, RandomGenerator random) {
    double side = Math.sqrt(Math.max(0, area));
    int height = (int) (shape[1] * side);
    int width = (int) (shape[2] * side);
    int top = random.nextInt(shape[1]) - height / 2;
    int left = random.nextInt(shape[2]) - width / 2;
    return new Patch(
        Math.max(0, top),
        Math.min(shape[1], top + height),
        Math.max(0, left),
        Math.min(shape[2], left + width));
  }

  /** The share of the image that it covers. */
  double share(int[] shape) {
    return (double) (bottom - top) * (right - left) / (shape[1] * shape[2]);
  }

  /** Takes it, for each image of a batch, from the image's partner. */
  void copy(float[] images, int[] partners, int[] shape) {
    float[] before = images.clone();
    int area = shape[1] * shape[2];
    int width = shape[0] * area;
    for (int row = 0; row < partners.length; row++) {
      for (int channel = 0; channel < shape[0]; channel++) {
        for (int y = top; y < bottom; y++) {
          int at = channel * area + y * shape[2] + left;
          System.arraycopy(
              before, partners[row] * width + at, images, row * width + at, right - left);
        }
      }
    }
  }
}
