package io.finesweep.history;

/**
 * What a metric must not pass: a trial whose mean over folds does cannot win.
 *
 * @param metric its name
 * @param side on which side of the limit the metric must lie, the limit included
 */
public record Bound(String metric, Side side, double limit) {

  /** A side of a limit. */
  public enum Side {
    /** Not above it. */
    BELOW,
    /** Not below it. */
    ABOVE
  }

  /** How far {@code value} is on the wrong side, in limits; 0 where it is not. */
  double excess(double value) {
    double over = side == Side.BELOW ? value - limit : limit - value;
    return Math.max(0, over) / (limit == 0 ? 1 : Math.abs(limit));
  }

  @Override
  public String toString() {
    return metric + (side == Side.BELOW ? " <= " : " >= ") + limit;
  }
}
