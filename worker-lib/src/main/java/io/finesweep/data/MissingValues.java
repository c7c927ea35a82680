package io.finesweep.data;

/** What is done about missing features. A row without a label is always dropped, and counted. */
public enum MissingValues {
  /** A number becomes the median of the training rows; for a category, missing is one more. */
  IMPUTE,
  /** The row is dropped, and counted. */
  DROP,
  /** The data are refused. */
  FAIL
}
