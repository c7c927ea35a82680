package io.finesweep.config;

/** Who measures the runs of a sweep. */
enum Measuring {
  /** Finesweep, so every metric and setting is one of its own. */
  INSIDE,
  /** Another program, so metrics and settings may have any name. */
  OUTSIDE
}
