package io.finesweep.sampler;

import java.util.Arrays;
import java.util.Optional;

/**
 * The maximum a posteriori fit of a Gaussian process: the logarithms of the length scales, of the
 * smooth, the rough and the additive part's variance that are most probable after a sample
 * (Rasmussen and Williams, Gaussian Processes for Machine Learning, section 5.4.1). The prior of
 * the length scales grows with the root of the dimension (Hvarfner and others, Vanilla Bayesian
 * Optimization Performs Great in High Dimensions, ICML 2024).
 */
final class Fit implements Descent.Smooth {

  private static final double GAIN = 1e-4;
  private static final double SCALE = Math.log(0.3);
  private static final double[] SIGNAL = {0, 1};
  private static final double[] ROUGHNESS = {-6, 2};
  private static final double[] ADDITIVE = {0, 1};
  private static final double[] SCALES = {Math.log(0.025), Math.log(1000)};
  private static final double[] SIGNALS = {-12, 12};
  private static final double[] ROUGHNESSES = {Math.log(1e-6), 6};

  private final Sample sample;
  private final double[] means;
  private final double[] deviations;

  /**
   * The fit to {@code sample}.
   *
   * @param varying how many axes can have more than one value
   */
  Fit(Sample sample, int varying) {
    this.sample = sample;
    int d = sample.axes();
    this.means = new double[d + 3];
    this.deviations = new double[d + 3];
    for (int j = 0; j < d; j++) {
      means[j] = SCALE + 0.5 * Math.log(Math.max(1, varying));
      deviations[j] = 1;
    }
    means[d] = SIGNAL[0];
    deviations[d] = SIGNAL[1];
    means[d + 1] = ROUGHNESS[0];
    deviations[d + 1] = ROUGHNESS[1];
    means[d + 2] = ADDITIVE[0];
    deviations[d + 2] = ADDITIVE[1];
  }

  /** What is most probable before any observation. */
  double[] mode() {
    return means.clone();
  }

  /** A second place to start from: shorter length scales, hardly any roughness. */
  double[] rough() {
    double[] rough = means.clone();
    int d = sample.axes();
    for (int j = 0; j < d; j++) {
      rough[j] -= 1;
    }
    rough[d + 1] -= 4;
    return rough;
  }

  /** The best place found from {@code start} in at most so many steps. */
  Descent.Place from(double[] start, int iterations) {
    int d = sample.axes();
    double[] low = new double[d + 3];
    double[] high = new double[d + 3];
    Arrays.fill(low, SCALES[0]);
    Arrays.fill(high, SCALES[1]);
    low[d] = SIGNALS[0];
    high[d] = SIGNALS[1];
    low[d + 1] = ROUGHNESSES[0];
    high[d + 1] = ROUGHNESSES[1];
    low[d + 2] = SIGNALS[0];
    high[d + 2] = SIGNALS[1];
    return new Descent(low, high, iterations, GAIN).from(start, this);
  }

  /** Minus the logarithm of the posterior density, but for a constant. */
  @Override
  public double at(double[] logs, double[] gradient) {
    Arrays.fill(gradient, 0);
    Covariance covariance = new Covariance(logs, sample.nominal());
    Additive.Columns columns = covariance.additive().columns(sample.points());
    double[] distances = new double[sample.size() * sample.size()];
    double[] matrix = matrix(covariance, columns, distances);
    Optional<Factor> factor = Factor.of(matrix, sample.size());
    if (factor.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double[] half = factor.get().forward(sample.values(), sample.size());
    double value = factor.get().logDeterminant() / 2;
    for (double h : half) {
      value += h * h / 2;
    }
    double[] pairs = pairs(factor.get().inverse(), factor.get().backward(half));
    addSlopes(covariance, distances, pairs, gradient);
    addSlopes(covariance, columns, pairs, gradient);
    for (int j = 0; j < logs.length; j++) {
      double z = (logs[j] - means[j]) / deviations[j];
      value += z * z / 2;
      gradient[j] += z / deviations[j];
    }
    return value;
  }

  /** The covariances; puts the distances into {@code distances}. */
  private double[] matrix(Covariance covariance, Additive.Columns columns, double[] distances) {
    int n = sample.size();
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      double[] point = sample.points()[i];
      double[] apart = covariance.distances(point, columns, i);
      double[] row = covariance.covariances(point, columns, apart);
      System.arraycopy(apart, 0, distances, i * n, i);
      System.arraycopy(row, 0, matrix, i * n, i);
      matrix[i * n + i] = covariance.signal() + covariance.jitter() + sample.noise()[i];
    }
    return matrix;
  }

  /** The derivatives by the covariances of all pairs, both triangles' at once: equation 5.9. */
  private static double[] pairs(double[] inverse, double[] weights) {
    int n = weights.length;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k <= i; k++) {
        inverse[i * n + k] -= weights[i] * weights[k];
      }
      inverse[i * n + i] /= 2;
    }
    return inverse;
  }

  private void addSlopes(
      Covariance covariance, double[] distances, double[] pairs, double[] gradient) {
    int n = sample.size();
    int d = sample.axes();
    for (int i = 0; i < n; i++) {
      double[] point = sample.points()[i];
      for (int k = 0; k < i; k++) {
        double distance = distances[i * n + k];
        gradient[d] += pairs[i * n + k] * covariance.smooth(distance);
        gradient[d + 1] += pairs[i * n + k] * covariance.rough(distance);
        double steepness = pairs[i * n + k] * covariance.steepness(distance);
        double[] other = sample.points()[k];
        for (int j = 0; j < d; j++) {
          gradient[j] += steepness * covariance.squared(j, point[j], other[j]);
        }
      }
      gradient[d] += pairs[i * n + i] * covariance.smooth(0);
      gradient[d + 1] += pairs[i * n + i] * covariance.rough(0);
    }
  }

  private void addSlopes(
      Covariance covariance, Additive.Columns columns, double[] pairs, double[] gradient) {
    int n = sample.size();
    int d = sample.axes();
    Additive additive = covariance.additive();
    for (int i = 0; i < n; i++) {
      double[] covariances = new double[i];
      additive.add(sample.points()[i], columns, covariances);
      for (int k = 0; k < i; k++) {
        gradient[d + 2] += pairs[i * n + k] * covariances[k];
        for (int j = 0; j < d; j++) {
          gradient[j] += pairs[i * n + k] * additive.byScale(j, columns, i, k);
        }
      }
      gradient[d + 2] += pairs[i * n + i] * additive.variance();
    }
  }
}
