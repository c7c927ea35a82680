package io.finesweep.metric;

import java.util.OptionalDouble;

/** A figure that says how good predictions are. */
public interface Metric {

  /** The name in configuration and tables, such as {@code f1-macro}. */
  String name();

  /** Which way it is better. */
  Goal goal();

  /** Which values it can have. */
  Span span();

  /**
   * The metric of {@code predictions}; empty where it is not defined for them: a metric of
   * classification on a regression, or an area under a curve where only one class occurs.
   */
  OptionalDouble of(Predictions predictions);
}
