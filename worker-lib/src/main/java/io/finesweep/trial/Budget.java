package io.finesweep.trial;

/** How far a trial is trained: on how many folds, to how many epochs on each. */
public record Budget(int folds, int epochs) {
  public Budget {
    if (folds < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "A budget needs at least one fold and one epoch, not " + folds + " and " + epochs + ".");
    }
  }
}
