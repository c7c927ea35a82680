package io.finesweep.sampler;

/**
 * The part of a covariance that is a sum over the axes, Matérn's with smoothness 5/2 along each
 * (Duvenaud, Nickisch and Rasmussen, Additive Gaussian Processes, NeurIPS 2011): what one parameter
 * does whatever the others are is learned from all observations, not from those close by. A length
 * scale along one axis is that of all axes together by the root of their number.
 */
final class Additive {

  private static final double ROOT = Math.sqrt(5);

  /** No length scale is shorter than that: exponentials stay finite. */
  private static final double STEEPEST = 600;

  private final boolean[] nominal;
  private final double[] rates;
  private final double share;

  /**
   * The part of these logarithms.
   *
   * @param logs as {@link Covariance} takes them
   */
  Additive(double[] logs, boolean[] nominal) {
    int d = nominal.length;
    this.nominal = nominal;
    this.rates = new double[d];
    for (int j = 0; j < d; j++) {
      rates[j] = Math.min(STEEPEST, ROOT * Math.sqrt(d) * Math.exp(-logs[j]));
    }
    this.share = Math.exp(logs[d + 2]) / Math.max(1, d);
  }

  /**
   * The coordinates of many points, by axis, with exponentials that they share: where a is above b,
   * the exponential of b − a is the falling one of a times the rising one of b.
   */
  record Columns(double[][] coordinates, double[][] rising, double[][] falling) {}

  Columns columns(double[][] points) {
    int d = rates.length;
    double[][] coordinates = new double[d][points.length];
    double[][] rising = new double[d][points.length];
    double[][] falling = new double[d][points.length];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < points.length; i++) {
        coordinates[j][i] = points[i][j];
        rising[j][i] = nominal[j] ? 1 : Math.exp(rates[j] * points[i][j]);
        falling[j][i] = 1 / rising[j][i];
      }
    }
    return new Columns(coordinates, rising, falling);
  }

  /** The variance of the sum. */
  double variance() {
    return share * rates.length;
  }

  /** The covariance of two points. */
  double between(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < rates.length; j++) {
      double apart = nominal[j] ? (a[j] == b[j] ? 0 : 1) : Math.abs(a[j] - b[j]);
      double r = rates[j] * apart;
      sum += share * (1 + r + r * r / 3) * Math.exp(-r);
    }
    return sum;
  }

  /** Adds the covariances of {@code point} with the first of {@code columns}, as many as fit. */
  void add(double[] point, Columns columns, double[] covariances) {
    for (int j = 0; j < rates.length; j++) {
      double rate = rates[j];
      double own = point[j];
      double[] column = columns.coordinates[j];
      if (nominal[j]) {
        double different = (1 + rate + rate * rate / 3) * Math.exp(-rate);
        for (int i = 0; i < covariances.length; i++) {
          covariances[i] += share * (column[i] == own ? 1 : different);
        }
      } else {
        double up = Math.exp(rate * own);
        double down = 1 / up;
        double[] rising = columns.rising[j];
        double[] falling = columns.falling[j];
        for (int i = 0; i < covariances.length; i++) {
          double r = rate * Math.abs(own - column[i]);
          covariances[i] +=
              share * (1 + r + r * r / 3) * Math.min(up * falling[i], down * rising[i]);
        }
      }
    }
  }

  /** The derivative of the covariance of two of the columns by the logarithm of a length scale. */
  double byScale(int axis, Columns columns, int i, int k) {
    double a = columns.coordinates[axis][i];
    double b = columns.coordinates[axis][k];
    if (nominal[axis]) {
      double r = a == b ? 0 : rates[axis];
      return share * r * r / 3 * (1 + r) * Math.exp(-r);
    }
    double r = rates[axis] * Math.abs(a - b);
    double[] rising = columns.rising[axis];
    double[] falling = columns.falling[axis];
    double fallen = Math.min(rising[i] * falling[k], falling[i] * rising[k]);
    return share * r * r / 3 * (1 + r) * fallen;
  }

  /**
   * Adds the derivatives, by the coordinates of {@code point}, of the sum of its covariances with
   * {@code columns}.
   *
   * @param weights of the covariances with the first columns
   */
  void addSlopes(double[] point, Columns columns, double[] weights, double[] slopes) {
    for (int j = 0; j < rates.length; j++) {
      if (nominal[j]) {
        continue;
      }
      double rate = rates[j];
      double up = Math.exp(rate * point[j]);
      double down = 1 / up;
      double[] column = columns.coordinates[j];
      double[] rising = columns.rising[j];
      double[] falling = columns.falling[j];
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        double difference = point[j] - column[i];
        double r = rate * Math.abs(difference);
        double fallen = Math.min(up * falling[i], down * rising[i]);
        sum += weights[i] * ((1 + r) * difference * fallen);
      }
      slopes[j] += -share * rate * rate / 3 * sum;
    }
  }
}
