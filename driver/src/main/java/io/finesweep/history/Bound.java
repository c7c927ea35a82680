package io.finesweep.history;

import io.finesweep.trial.Section;
import java.util.List;
import java.util.stream.Collectors;

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

  /** Whether {@code value} is on the right side. */
  public boolean isMetBy(double value) {
    return excess(value) == 0;
  }

  /** How far {@code value} is on the wrong side, in limits; 0 where it is not. */
  double excess(double value) {
    double over = side == Side.BELOW ? value - limit : limit - value;
    return Math.max(0, over) / (limit == 0 ? 1 : Math.abs(limit));
  }

  /** What a trial breaks that passes one of {@code bounds}. */
  public static String any(List<Bound> bounds) {
    return bounds.stream().map(Bound::toString).collect(Collectors.joining(" or "));
  }

  @Override
  public String toString() {
    return metric + (side == Side.BELOW ? " <= " : " >= ") + Section.shown(limit);
  }
}
