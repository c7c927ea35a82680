package io.finesweep.sampler;

/**
 * The covariance of a Gaussian process: Matérn's with smoothness 5/2 and a length scale for each
 * axis, for what is rough Matérn's with smoothness 1/2 and a quarter of these length scales
 * (Rasmussen and Williams, Gaussian Processes for Machine Learning, equations 4.17 and 4.18): what
 * the smooth part does not explain is alike at close neighbours; and a part that is {@link
 * Additive}. Two options of a nominal axis are as far apart as the two ends of a range.
 */
final class Covariance {

  private static final double ROOT = Math.sqrt(5);
  private static final double ROUGHER = 4;

  /** So much is added to the variance of each observation, for the matrix to be factored. */
  private static final double JITTER = 1e-6;

  private static final double CLOSEST = 1e-6;

  private final boolean[] nominal;
  private final double signal;
  private final double roughness;
  private final double[] scales;
  private final double[] weights;
  private final Additive additive;

  /**
   * The kernel of these logarithms.
   *
   * @param logs of the length scales, then of the smooth, the rough and the additive part's
   *     variance
   * @param nominal which axes hold options without an order
   */
  Covariance(double[] logs, boolean[] nominal) {
    this.nominal = nominal;
    int d = nominal.length;
    this.scales = new double[d];
    this.weights = new double[d];
    for (int j = 0; j < d; j++) {
      scales[j] = Math.exp(logs[j]);
      weights[j] = Math.exp(-2 * logs[j]);
    }
    this.signal = Math.exp(logs[d]);
    this.roughness = Math.exp(logs[d + 1]);
    this.additive = new Additive(logs, nominal);
  }

  /** The variance of the function before anything is known. */
  double signal() {
    return signal + roughness + additive.variance();
  }

  /** What no function explains in each observation. */
  double jitter() {
    return JITTER;
  }

  /** The length scale of an axis. */
  double scale(int axis) {
    return scales[axis];
  }

  /** The squared distance of two coordinates of one axis, in squared length scales. */
  double squared(int axis, double a, double b) {
    if (nominal[axis]) {
      return a == b ? 0 : weights[axis];
    }
    return weights[axis] * (a - b) * (a - b);
  }

  /** The distance of two points, in length scales. */
  double distance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      if (nominal[j]) {
        sum += a[j] == b[j] ? 0 : weights[j];
      } else {
        double difference = a[j] - b[j];
        sum += weights[j] * difference * difference;
      }
    }
    return Math.sqrt(sum);
  }

  /** The covariance of the function at two points. */
  double between(double[] a, double[] b) {
    return at(distance(a, b)) + additive.between(a, b);
  }

  /** The part that is a sum over the axes. */
  Additive additive() {
    return additive;
  }

  /** The distances of the first {@code count} of many points, in length scales. */
  double[] distances(double[] point, Additive.Columns many, int count) {
    double[] distances = new double[count];
    double[][] columns = many.coordinates();
    for (int j = 0; j < weights.length; j++) {
      double weight = weights[j];
      double own = point[j];
      double[] column = columns[j];
      if (nominal[j]) {
        for (int i = 0; i < distances.length; i++) {
          distances[i] += column[i] == own ? 0 : weight;
        }
      } else {
        for (int i = 0; i < distances.length; i++) {
          double difference = column[i] - own;
          distances[i] += weight * difference * difference;
        }
      }
    }
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.sqrt(distances[i]);
    }
    return distances;
  }

  /** The covariances of {@code point} with the first of many points, which are so far apart. */
  double[] covariances(double[] point, Additive.Columns many, double[] distances) {
    double[] covariances = new double[distances.length];
    for (int i = 0; i < distances.length; i++) {
      covariances[i] = at(distances[i]);
    }
    additive.add(point, many, covariances);
    return covariances;
  }

  /** The covariance of all but the additive part, at two points so far apart. */
  double at(double distance) {
    return smooth(distance) + rough(distance);
  }

  /** The smooth part of the covariance. */
  double smooth(double distance) {
    double r = ROOT * distance;
    return signal * (1 + r + r * r / 3) * Math.exp(-r);
  }

  /** The rough part of the covariance. */
  double rough(double distance) {
    return roughness * Math.exp(-ROUGHER * distance);
  }

  /**
   * Minus the derivative of {@link #at} by half the squared distance: the derivative by the
   * logarithm of a length scale is this times {@link #squared}, by a coordinate this times minus
   * weight and difference.
   */
  double steepness(double distance) {
    double r = ROOT * distance;
    return signal * 5 / 3 * (1 + r) * Math.exp(-r)
        + rough(distance) * ROUGHER / Math.max(distance, CLOSEST);
  }

  /** The derivative of half the squared distance by the first coordinate; 0 for options. */
  double pull(int axis, double a, double b) {
    return nominal[axis] ? 0 : weights[axis] * (a - b);
  }
}
