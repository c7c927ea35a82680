package io.finesweep.metric;

/** Which way a metric is better. */
public enum Goal {
  /** Higher is better. */
  MAXIMIZE,
  /** Lower is better. */
  MINIMIZE;

  /** The value as a loss, lower is better: negated where higher is better. */
  public double loss(double value) {
    return this == MAXIMIZE ? -value : value;
  }
}
