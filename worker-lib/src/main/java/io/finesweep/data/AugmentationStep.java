package io.finesweep.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** One random change of a row. */
public sealed interface AugmentationStep {

  /** The name in configuration. */
  default String name() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Whether it may change a row in more than one way. */
  boolean isRandom();

  /** A change of where things are in an image. */
  sealed interface Geometric extends AugmentationStep {
    /** Draws one for an image of {@code shape}. */
    Affine draw(int[] shape, RandomGenerator random);
  }

  /** A change of values. */
  sealed interface Shading extends AugmentationStep {
    /** Draws one and makes it. */
    void change(float[] row, int[] shape, RandomGenerator random);
  }

  /** Mirrors, left to right and top to bottom, each with a probability. */
  record Flip(double horizontal, double vertical) implements Geometric {
    @Override
    public boolean isRandom() {
      return horizontal % 1 != 0 || vertical % 1 != 0;
    }

    @Override
    public Affine draw(int[] shape, RandomGenerator random) {
      double columns = random.nextDouble() < horizontal ? -1 : 1;
      double rows = random.nextDouble() < vertical ? -1 : 1;
      return Affine.scaled(columns, rows);
    }
  }

  /** Turns about the centre by up to so many degrees, either way. */
  record Rotate(double degrees) implements Geometric {
    @Override
    public boolean isRandom() {
      return degrees > 0;
    }

    @Override
    public Affine draw(int[] shape, RandomGenerator random) {
      return Affine.rotated(Math.toRadians(either(random, degrees)));
    }
  }

  /** Moves by up to a fraction of height and of width, either way. */
  record Shift(double fraction) implements Geometric {
    @Override
    public boolean isRandom() {
      return fraction > 0;
    }

    @Override
    public Affine draw(int[] shape, RandomGenerator random) {
      double columns = either(random, fraction) * shape[2];
      return Affine.shifted(columns, either(random, fraction) * shape[1]);
    }
  }

  /** Enlarges by a factor from 1 − range to 1 + range. */
  record Scale(double range) implements Geometric {
    @Override
    public boolean isRandom() {
      return range > 0;
    }

    @Override
    public Affine draw(int[] shape, RandomGenerator random) {
      double factor = 1 / (1 + either(random, range));
      return Affine.scaled(factor, factor);
    }
  }

  /** Cuts up to a fraction of height and width away, anywhere, and stretches the rest. */
  record Crop(double fraction) implements Geometric {
    @Override
    public boolean isRandom() {
      return fraction > 0;
    }

    @Override
    public Affine draw(int[] shape, RandomGenerator random) {
      double cut = random.nextDouble() * fraction;
      double columns = (random.nextDouble() - 0.5) * cut * (shape[2] - 1);
      double rows = (random.nextDouble() - 0.5) * cut * (shape[1] - 1);
      return Affine.shifted(columns, rows).then(Affine.scaled(1 - cut, 1 - cut));
    }
  }

  /** Adds one number from −range to range to all values. */
  record Brightness(double range) implements Shading {
    @Override
    public boolean isRandom() {
      return range > 0;
    }

    @Override
    public void change(float[] row, int[] shape, RandomGenerator random) {
      float added = (float) either(random, range);
      for (int i = 0; i < row.length; i++) {
        row[i] += added;
      }
    }
  }

  /** Stretches all values about their mean by a factor from 1 − range to 1 + range. */
  record Contrast(double range) implements Shading {
    @Override
    public boolean isRandom() {
      return range > 0;
    }

    @Override
    public void change(float[] row, int[] shape, RandomGenerator random) {
      float factor = (float) (1 + either(random, range));
      float mean = mean(row, 0, row.length);
      for (int i = 0; i < row.length; i++) {
        row[i] = mean + (row[i] - mean) * factor;
      }
    }
  }

  /** Adds to each value a number of its own, normal with mean 0. */
  record Noise(double deviation) implements Shading {
    @Override
    public boolean isRandom() {
      return deviation > 0;
    }

    @Override
    public void change(float[] row, int[] shape, RandomGenerator random) {
      for (int i = 0; i < row.length; i++) {
        row[i] += (float) (random.nextGaussian() * deviation);
      }
    }
  }

  /**
   * Fills a rectangle of up to a fraction of the image with each channel's mean (Zhong et al.,
   * Random Erasing Data Augmentation, 2020).
   */
  record Erase(double fraction, double probability) implements Shading {
    @Override
    public boolean isRandom() {
      return fraction > 0 && probability > 0;
    }

    @Override
    public void change(float[] row, int[] shape, RandomGenerator random) {
      boolean erases = random.nextDouble() < probability;
      double area = random.nextDouble() * fraction;
      double aspect = Math.exp(either(random, Math.log(3)));
      int height = (int) Math.min(shape[1], Math.round(shape[1] * Math.sqrt(area * aspect)));
      int width = (int) Math.min(shape[2], Math.round(shape[2] * Math.sqrt(area / aspect)));
      int top = random.nextInt(shape[1] - height + 1);
      int left = random.nextInt(shape[2] - width + 1);
      for (int channel = 0; erases && channel < shape[0]; channel++) {
        int start = channel * shape[1] * shape[2];
        float mean = mean(row, start, start + shape[1] * shape[2]);
        for (int y = top; y < top + height; y++) {
          int from = start + y * shape[2] + left;
          Arrays.fill(row, from, from + width, mean);
        }
      }
    }
  }

  private static double either(RandomGenerator random, double most) {
    return (random.nextDouble() * 2 - 1) * most;
  }

  private static float mean(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return (float) (sum / Math.max(1, to - from));
  }
}
