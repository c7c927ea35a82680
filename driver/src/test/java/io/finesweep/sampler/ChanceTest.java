package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ChanceTest {

  /** 60 points, of which the last 20 stand for broken trials. */
  private static double[] noise(boolean apart) {
    RandomGenerator random = Samples.random(1);
    double[][] points = new double[60][];
    for (int i = 0; i < points.length; i++) {
      double x = random.nextDouble();
      points[i] = new double[] {apart ? (i < 40 ? 0.5 * x : 1 - 0.2 * x) : x, random.nextDouble()};
    }
    Sample sample = new Sample(points, new double[60], new double[60], new boolean[2], 40);
    return Chance.doubted(sample).noise();
  }

  @Test
  void trialsThatBrokeAnywhereAreDoubted() {
    double[] noise = noise(false);
    double sum = 0;
    for (int i = 40; i < 60; i++) {
      sum += noise[i];
    }
    assertThat(sum / 20).isBetween(2.0, 6.0);
    assertThat(Arrays.copyOf(noise, 40)).containsOnly(0);
  }

  @Test
  void whereAllBreakTheyAreBelieved() {
    double[] noise = noise(true);
    long believed = Arrays.stream(noise).skip(40).filter(v -> v < 0.1).count();
    assertThat(believed).isGreaterThan(10);
  }
}
