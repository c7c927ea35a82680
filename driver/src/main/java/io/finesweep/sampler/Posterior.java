package io.finesweep.sampler;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A Gaussian process after a sample (Rasmussen and Williams, Gaussian Processes for Machine
 * Learning, algorithm 2.1). Pending points, of which only the place is known, take no part in the
 * mean and lower the variance.
 */
final class Posterior {

  /** In length scales: two values so close have a correlation of .999. */
  private static final double CLOSE = 0.035;

  private static final int CLOSEST = 12;

  private final Covariance covariance;
  private final Sample sample;
  private final double[][] points;
  private final Additive.Columns columns;
  private final double[] own;
  private final double[] matrix;
  private final Factor factor;
  private final double[] weights;

  /**
   * The process after a sample.
   *
   * @param pending the coordinates of points whose values are not known yet
   * @throws ArithmeticException if the covariance cannot be factored
   */
  Posterior(Covariance covariance, Sample sample, double[][] pending) {
    this.covariance = covariance;
    this.sample = sample;
    int n = sample.size() + pending.length;
    this.points = Arrays.copyOf(sample.points(), n);
    System.arraycopy(pending, 0, points, sample.size(), pending.length);
    this.columns = covariance.additive().columns(points);
    this.own = new double[n];
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      double[] distances = covariance.distances(points[i], columns, i);
      double[] row = covariance.covariances(points[i], columns, distances);
      System.arraycopy(row, 0, matrix, i * n, i);
      double noise = i < sample.size() ? sample.noise()[i] : 0;
      own[i] = covariance.signal() + covariance.jitter() + noise;
      matrix[i * n + i] = own[i];
    }
    this.matrix = matrix;
    this.factor = Factor.of(matrix, n).orElseThrow(() -> new ArithmeticException("Not definite."));
    this.weights = factor.backward(factor.forward(sample.values(), sample.size()));
  }

  /**
   * What is expected at a point.
   *
   * @param mean the expected value
   * @param deviation its standard deviation
   */
  record Belief(double mean, double deviation) {}

  /** A point's covariances with all others, and what they say at little cost. */
  final class View {
    private final double[] point;
    private final double[] distances;
    private final double[] covariances;
    private final double mean;

    private View(double[] point) {
      this.point = point;
      this.distances = covariance.distances(point, columns, points.length);
      this.covariances = covariance.covariances(point, columns, distances);
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * covariances[i];
      }
      this.mean = sum;
    }

    double[] point() {
      return point;
    }

    double mean() {
      return mean;
    }

    /**
     * A deviation that {@link #belief} does not exceed: as if only the closest points were known.
     */
    double deviationAtMost() {
      int[] closest = closest();
      double[] half = new double[closest.length];
      double[] rows = new double[closest.length * closest.length];
      double known = 0;
      for (int i = 0; i < closest.length; i++) {
        int row = i * closest.length;
        double pivot = own[closest[i]];
        double rest = covariances[closest[i]];
        for (int k = 0; k < i; k++) {
          double entry = between(closest[i], closest[k]);
          for (int l = 0; l < k; l++) {
            entry -= rows[row + l] * rows[k * closest.length + l];
          }
          entry /= rows[k * closest.length + k];
          rows[row + k] = entry;
          pivot -= entry * entry;
          rest -= entry * half[k];
        }
        rows[row + i] = Math.sqrt(pivot);
        half[i] = rest / rows[row + i];
        known += half[i] * half[i];
      }
      return deviation(known);
    }

    /** The points of the greatest covariances with this one, the greatest first. */
    private int[] closest() {
      int[] closest = new int[Math.min(CLOSEST, covariances.length)];
      int size = 0;
      for (int i = 0; i < covariances.length; i++) {
        if (size == closest.length && covariances[i] <= covariances[closest[size - 1]]) {
          continue;
        }
        int place = size == closest.length ? size - 1 : size++;
        while (place > 0 && covariances[i] > covariances[closest[place - 1]]) {
          closest[place] = closest[place - 1];
          place--;
        }
        closest[place] = i;
      }
      return closest;
    }

    Belief belief() {
      double known = 0;
      for (double h : factor.forward(covariances, covariances.length)) {
        known += h * h;
      }
      return new Belief(mean, deviation(known));
    }

    private double deviation(double known) {
      return Math.sqrt(Math.max(covariance.signal() - known, 1e-14 * covariance.signal()));
    }

    /** Belief, with the derivatives of mean and deviation by each coordinate. */
    Belief belief(double[] meanSlopes, double[] deviationSlopes) {
      double[] half = factor.forward(covariances, covariances.length);
      double known = 0;
      for (double h : half) {
        known += h * h;
      }
      double deviation = deviation(known);
      double[] solved = factor.backward(half);
      Arrays.fill(meanSlopes, 0);
      Arrays.fill(deviationSlopes, 0);
      double[] shares = new double[points.length];
      for (int i = 0; i < points.length; i++) {
        double steepness = -covariance.steepness(distances[i]);
        double weight = i < weights.length ? weights[i] * steepness : 0;
        shares[i] = -solved[i] / deviation;
        for (int j = 0; j < point.length; j++) {
          double pull = covariance.pull(j, point[j], points[i][j]);
          meanSlopes[j] += weight * pull;
          deviationSlopes[j] += shares[i] * steepness * pull;
        }
      }
      covariance.additive().addSlopes(point, columns, weights, meanSlopes);
      covariance.additive().addSlopes(point, columns, shares, deviationSlopes);
      return new Belief(mean, deviation);
    }
  }

  private double between(int i, int k) {
    return i > k ? matrix[i * own.length + k] : matrix[k * own.length + i];
  }

  /** What is known of {@code point}. */
  View view(double[] point) {
    return new View(point);
  }

  /** Whether a pending point is so close that its value will tell what is to know here. */
  boolean isCrowded(double[] point) {
    for (int i = sample.size(); i < points.length; i++) {
      if (covariance.distance(point, points[i]) < CLOSE) {
        return true;
      }
    }
    return false;
  }

  /** The lowest expected value at a measured point. */
  double best() {
    return Arrays.stream(means()).min().orElseThrow();
  }

  /** The measured points, those of the lowest expected values first. */
  double[][] leaders() {
    double[] means = means();
    return IntStream.range(0, means.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> means[i]))
        .map(i -> sample.points()[i])
        .toArray(double[][]::new);
  }

  private double[] means() {
    double[] means = new double[sample.measured()];
    for (int i = 0; i < means.length; i++) {
      means[i] = sample.values()[i] - (own[i] - covariance.signal()) * weights[i];
    }
    return means;
  }

  Covariance covariance() {
    return covariance;
  }
}
