package io.finesweep.data;

/** Mean, deviation and range of numbers that are seen once (Welford 1962). */
final class Spread {

  private long count;
  private double mean;
  private double squares;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  void add(double number) {
    count++;
    double before = number - mean;
    mean += before / count;
    squares += before * (number - mean);
    low = Math.min(low, number);
    high = Math.max(high, number);
  }

  double mean() {
    return mean;
  }

  /** The deviation of the numbers themselves; 1 where they are all alike. */
  double deviation() {
    double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
    return deviation == 0 ? 1 : deviation;
  }

  /** The line that {@code scaling} makes of these numbers. */
  Line line(Scaling scaling) {
    if (scaling instanceof Scaling.Divide divide) {
      return new Line(0, 1 / divide.divisor());
    } else if (scaling instanceof Scaling.Unscaled || count == 0) {
      return new Line(0, 1);
    } else if (scaling instanceof Scaling.MinMax) {
      return new Line(low, high == low ? 1 : 1 / (high - low));
    }
    return new Line(mean, 1 / deviation());
  }
}
