package io.finesweep.sampler;

import io.finesweep.trial.Seeds;
import java.util.random.RandomGenerator;

/** Samples and covariances for tests: two real axes and one of three options. */
final class Samples {

  static final boolean[] NOMINAL = {false, false, true};

  private Samples() {}

  static RandomGenerator random(long seed) {
    return Seeds.generator(seed);
  }

  static double[] point(RandomGenerator random) {
    return new double[] {random.nextDouble(), random.nextDouble(), random.nextInt(3)};
  }

  static double[][] points(int count, RandomGenerator random) {
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      points[i] = point(random);
    }
    return points;
  }

  /** Observations of a smooth function, each with a noise of its own. */
  static Sample sample(int count, long seed) {
    RandomGenerator random = random(-seed); // None of its points is drawn again by random(seed).
    double[][] points = points(count, random);
    double[] values = new double[count];
    double[] noise = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.sin(5 * points[i][0]) + points[i][1] * points[i][2];
      noise[i] = 0.01 * random.nextDouble();
    }
    return new Sample(points, values, noise, NOMINAL);
  }

  static double[] logs(RandomGenerator random) {
    double[] logs = new double[NOMINAL.length + 3];
    for (int j = 0; j < logs.length; j++) {
      logs[j] = -1 + 1.5 * random.nextDouble();
    }
    logs[logs.length - 2] -= 3;
    return logs;
  }
}
