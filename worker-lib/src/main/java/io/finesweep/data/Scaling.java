package io.finesweep.data;

/** How numeric features are brought to a common scale. */
public sealed interface Scaling {

  /** To mean 0 and deviation 1 over the training rows. */
  record Standard() implements Scaling {}

  /** To the range from 0 to 1 over the training rows. */
  record MinMax() implements Scaling {}

  /** By one fixed number. */
  record Divide(double divisor) implements Scaling {}

  /** Not at all. */
  record Unscaled() implements Scaling {}
}
