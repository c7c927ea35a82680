package io.finesweep.space;

/** All numbers between two, both included. */
record Interval(double low, double high) {

  static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static Interval of(double number) {
    return new Interval(number, number);
  }

  static Interval atMost(double number) {
    return new Interval(Double.NEGATIVE_INFINITY, number);
  }

  static Interval atLeast(double number) {
    return new Interval(number, Double.POSITIVE_INFINITY);
  }

  boolean isSingle() {
    return low == high;
  }

  boolean contains(double number) {
    return low <= number && number <= high;
  }

  Interval plus(Interval other) {
    return orAll(low + other.low, high + other.high);
  }

  Interval minus(Interval other) {
    return orAll(low - other.high, high - other.low);
  }

  Interval times(Interval other) {
    return hull(low * other.low, low * other.high, high * other.low, high * other.high);
  }

  /** Everything where a divisor may be 0. */
  Interval over(Interval other) {
    return other.contains(0)
        ? ALL
        : hull(low / other.low, low / other.high, high / other.low, high / other.high);
  }

  /** What a number of {@code factor} may be multiplied by to give one of these, finite all. */
  Interval besides(Interval factor) {
    if (factor.low == 0 && factor.high > 0 && !contains(0)) {
      return low > 0 ? atLeast(low / factor.high) : atMost(high / factor.high);
    } else if (factor.high == 0 && factor.low < 0 && !contains(0)) {
      return low > 0 ? atMost(low / factor.low) : atLeast(high / factor.low);
    }
    return over(factor);
  }

  /** The squares of its numbers. */
  Interval squared() {
    Interval squares = times(this);
    return contains(0) ? new Interval(0, squares.high) : squares;
  }

  /** Those of its numbers whose squares lie in {@code squares}, and what lies between them. */
  Interval root(Interval squares) {
    double most = Math.sqrt(Math.max(0, squares.high));
    double least = Math.sqrt(Math.max(0, squares.low));
    return squares.high < 0
        ? new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
        : new Interval(low > -least ? least : -most, high < least ? -least : most);
  }

  private static Interval hull(double a, double b, double c, double d) {
    // Math.min and Math.max hand NaN on, as 0 · ∞ and ∞ / ∞ give it.
    return orAll(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  private static Interval orAll(double low, double high) {
    return Double.isNaN(low) || Double.isNaN(high) ? ALL : new Interval(low, high);
  }
}
