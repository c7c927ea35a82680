package io.finesweep.sweep;

import java.util.Locale;

/**
 * What a sweep may cost. A slot costs as long as a run holds it, whatever becomes of the run.
 *
 * @param amount at most; infinite where it is not bounded
 * @param price of one slot for one hour, in the same unit
 */
public record Cost(double amount, double price) {

  /** No bound. */
  public static final Cost NONE = new Cost(Double.POSITIVE_INFINITY, 1);

  private static final double HOUR = 3_600_000;

  /** Whether there is no bound. */
  public boolean isUnbounded() {
    return Double.isInfinite(amount);
  }

  /** How long slots may be held, all together, in milliseconds; no bound where there is none. */
  public long held() {
    return isUnbounded() ? Long.MAX_VALUE : Math.round(amount / price * HOUR);
  }

  /** What slots cost that were held so long, all together. */
  public double of(double milliseconds) {
    return milliseconds / HOUR * price;
  }

  /** The amount, and what it buys. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "a cost of %.6g (%.4g slot hours at %.6g)", amount, amount / price, price);
  }
}
