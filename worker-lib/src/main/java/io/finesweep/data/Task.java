package io.finesweep.data;

/** What is to be predicted. */
public enum Task {
  /**
   * Classes where the label holds texts, truth values, or whole numbers of at most 50 different
   * values; else numbers.
   */
  AUTO,
  /** One of some classes. */
  CLASSIFICATION,
  /** Numbers. */
  REGRESSION
}
