package io.finesweep.metric;

/**
 * Which values a metric can have.
 *
 * @param least negative infinity where there is none
 * @param most infinity where there is none
 */
public record Span(double least, double most) {

  /** A share: from 0 to 1. */
  public static final Span SHARE = new Span(0, 1);

  /** A size: from 0. */
  public static final Span SIZE = new Span(0, Double.POSITIVE_INFINITY);

  /** Any number at all. */
  public static final Span ANY = new Span(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** The nearest number that it holds. */
  public double nearest(double number) {
    return Math.max(least, Math.min(most, number));
  }
}
