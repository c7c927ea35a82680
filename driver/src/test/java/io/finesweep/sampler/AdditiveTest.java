package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdditiveTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void columnsGiveWhatPairsGive(long seed) {
    RandomGenerator random = Samples.random(seed);
    Additive additive = new Additive(Samples.logs(random), Samples.NOMINAL);
    double[][] points = Samples.points(20, random);
    double[] point = Samples.point(random);
    double[] covariances = new double[points.length];
    additive.add(point, additive.columns(points), covariances);
    for (int i = 0; i < points.length; i++) {
      assertThat(covariances[i]).isCloseTo(additive.between(point, points[i]), within(1e-12));
    }
    assertThat(additive.between(point, point)).isCloseTo(additive.variance(), within(1e-12));
  }

  @Test
  void theShortestLengthScalesInManyDimensionsGiveNumbers() {
    double[] logs = new double[53];
    Arrays.fill(logs, 0, 50, Math.log(0.025));
    Additive additive = new Additive(logs, new boolean[50]);
    double[] ones = new double[50];
    Arrays.fill(ones, 1);
    double[] covariances = new double[2];
    additive.add(ones, additive.columns(new double[][] {new double[50], ones}), covariances);
    assertThat(covariances[0]).isBetween(0.0, 1e-100);
    assertThat(covariances[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void expectsTheSumFarFromPointsThatTellEachSummand() {
    double[][] cross = new double[9][];
    double[] values = new double[9];
    for (int i = 0; i < 9; i++) {
      double x = i / 4.0;
      cross[i] = i < 5 ? new double[] {x, 0} : new double[] {0, (i - 4) / 4.0};
      values[i] = sum(cross[i]);
    }
    boolean[] numbers = new boolean[2];
    Covariance covariance = new Covariance(new double[] {1, 1, -12, -12, 0}, numbers);
    Sample sample = new Sample(cross, values, new double[9], numbers);
    Posterior posterior = new Posterior(covariance, sample, new double[0][]);
    Posterior.Belief corner = posterior.view(new double[] {1, 1}).belief();
    assertThat(corner.mean()).isCloseTo(sum(new double[] {1, 1}), within(0.02));
    assertThat(corner.deviation()).isLessThan(0.02);
  }

  private static double sum(double[] point) {
    return Math.sin(2 * point[0]) - point[1] * point[1];
  }
}
