package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.space.Spaces;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosteriorTest {

  /** Of the axes that {@link Samples} has. */
  private static final Borders BORDERS =
      Borders.of(
          new Encoding(
              Spaces.space(
                  Spaces.real("x", 0, 1),
                  Spaces.real("y", 0, 1),
                  Spaces.choice("z", "a", "b", "c"))));

  private static DMatrixRMaj covariances(Covariance covariance, double[][] a, double[][] b) {
    DMatrixRMaj matrix = new DMatrixRMaj(a.length, b.length);
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        matrix.set(i, k, covariance.between(a[i], b[k]));
      }
    }
    return matrix;
  }

  /** Equations 2.25 and 2.26 of Rasmussen and Williams, by an explicit inverse. */
  private static double[] direct(Covariance covariance, Sample sample, double[] point) {
    DMatrixRMaj own = covariances(covariance, sample.points(), sample.points());
    for (int i = 0; i < sample.size(); i++) {
      own.set(i, i, own.get(i, i) + covariance.jitter() + sample.noise()[i]);
    }
    CommonOps_DDRM.invert(own);
    DMatrixRMaj across = covariances(covariance, new double[][] {point}, sample.points());
    DMatrixRMaj weights = new DMatrixRMaj(1, sample.size());
    CommonOps_DDRM.mult(across, own, weights);
    double mean = 0;
    double known = 0;
    for (int i = 0; i < sample.size(); i++) {
      mean += weights.get(0, i) * sample.values()[i];
      known += weights.get(0, i) * across.get(0, i);
    }
    return new double[] {mean, Math.sqrt(covariance.signal() - known)};
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithADirectComputation(long seed) {
    RandomGenerator random = Samples.random(seed);
    Sample sample = Samples.sample(40, seed);
    Covariance covariance = new Covariance(Samples.logs(random), Samples.NOMINAL);
    Posterior posterior = new Posterior(covariance, sample, new double[0][]);
    for (int i = 0; i < 10; i++) {
      double[] point = Samples.point(random);
      Posterior.View view = posterior.view(point);
      double[] direct = direct(covariance, sample, point);
      assertThat(view.belief().mean()).isCloseTo(direct[0], within(1e-8));
      assertThat(view.belief().deviation()).isCloseTo(direct[1], within(1e-8));
      assertThat(view.deviationAtMost()).isGreaterThanOrEqualTo(view.belief().deviation());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void pendingPointsLowerTheVarianceAndLeaveTheMean(long seed) {
    RandomGenerator random = Samples.random(seed);
    Sample sample = Samples.sample(30, seed);
    double[][] pending = Samples.points(6, random);
    Covariance covariance = new Covariance(Samples.logs(random), Samples.NOMINAL);
    Posterior alone = new Posterior(covariance, sample, new double[0][]);
    Posterior crowded = new Posterior(covariance, sample, pending);
    Sample believed = believed(sample, pending);
    for (int i = 0; i < 10; i++) {
      double[] point = Samples.point(random);
      Posterior.Belief belief = crowded.view(point).belief();
      assertThat(belief.mean()).isCloseTo(alone.view(point).belief().mean(), within(1e-10));
      double deviation = direct(covariance, believed, point)[1];
      assertThat(belief.deviation()).isCloseTo(deviation, within(1e-8));
      assertThat(belief.deviation()).isLessThan(alone.view(point).belief().deviation());
    }
  }

  @Test
  void aPointWhereATrialBrokeIsNeverAmongTheLeaders() {
    Sample sample = Samples.sample(30, 1);
    Covariance covariance = new Covariance(Samples.logs(Samples.random(1)), Samples.NOMINAL);
    double[] noise = sample.noise().clone();
    Arrays.fill(noise, 20, 30, 1e6); // whatever stands for them, it is not believed
    Sample broken = new Sample(sample.points(), sample.values(), noise, Samples.NOMINAL, 20);
    Posterior posterior = new Posterior(covariance, broken, new double[0][]);
    assertThat(Arrays.asList(posterior.leaders()))
        .containsExactlyInAnyOrder(Arrays.copyOf(sample.points(), 20));
  }

  private static Sample believed(Sample sample, double[][] pending) {
    int n = sample.size() + pending.length;
    double[][] points = Arrays.copyOf(sample.points(), n);
    System.arraycopy(pending, 0, points, sample.size(), pending.length);
    double[] values = Arrays.copyOf(sample.values(), n);
    return new Sample(points, values, Arrays.copyOf(sample.noise(), n), Samples.NOMINAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void worthHasTheGradientOfFiniteDifferences(long seed) {
    RandomGenerator random = Samples.random(seed);
    Covariance covariance = new Covariance(Samples.logs(random), Samples.NOMINAL);
    Posterior posterior =
        new Posterior(covariance, Samples.sample(30, seed), Samples.points(3, random));
    for (Acquisition acquisition :
        new Acquisition[] {
          new Acquisition.LogImprovement(posterior.best(), 0.7),
          new Acquisition.LogImprovement(posterior.best() - 5, 1.5),
          new Acquisition.Exploration(posterior.best()),
          new Acquisition.Exploration(posterior.best() + 10)
        }) {
      Surface surface = new Surface(posterior, Blend.ALONE, acquisition, BORDERS);
      double[] point = Samples.point(random);
      point[1] = 0.98;
      double[] slopes = new double[3];
      assertThat(surface.at(point, slopes)).isEqualTo(surface.at(posterior.view(point)));
      for (int j = 0; j < 2; j++) {
        double expected = (moved(surface, point, j, 1e-5) - moved(surface, point, j, -1e-5)) / 2e-5;
        assertThat(slopes[j]).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
      }
      assertThat(slopes[2]).isZero();
    }
  }

  private static double moved(Surface surface, double[] point, int axis, double by) {
    double[] moved = point.clone();
    moved[axis] += by;
    return surface.at(surface.posterior().view(moved));
  }
}
