package io.finesweep.spark;

/** What of a fold run a Spark task does. */
enum Stage {
  /** It computes the features that this run and others need, and trains nothing. */
  FEATURES,
  /** It trains and measures. */
  TRAINING
}
