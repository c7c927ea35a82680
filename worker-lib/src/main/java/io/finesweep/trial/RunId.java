package io.finesweep.trial;

import java.io.Serializable;

/**
 * A fold run: one fold of one trial, trained until it has seen {@code epochs} epochs in total. A
 * later rung of the same fold is another run with the same trial and fold.
 *
 * @param trial the trial's number, from 0
 * @param fold the fold's index, from 0
 * @param epochs the total to reach, not the increment
 */
public record RunId(int trial, int fold, int epochs) implements Serializable {
  public RunId {
    if (trial < 0 || fold < 0 || epochs < 1) {
      throw new IllegalArgumentException(
          "No fold run has trial " + trial + ", fold " + fold + ", epochs " + epochs + ".");
    }
  }
}
