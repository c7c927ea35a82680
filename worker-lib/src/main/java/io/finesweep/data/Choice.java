package io.finesweep.data;

/** A setting that a user may leave to the data. */
public enum Choice {
  /** As the data suggest. */
  AUTO,
  /** Wanted. */
  YES,
  /** Not wanted. */
  NO
}
