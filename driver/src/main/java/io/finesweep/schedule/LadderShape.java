package io.finesweep.schedule;

import io.finesweep.trial.Budget;
import java.util.ArrayList;
import java.util.List;

/**
 * How a ladder is made for a full budget.
 *
 * @param reduction how many times more epochs each rung has than the one below; one in so many
 *     trials is promoted
 * @param epochs of the rungs, ascending, as the user gave them; empty where they are derived
 */
public record LadderShape(int reduction, List<Integer> epochs) {

  /** One in three trials is promoted to three times the epochs. */
  public static final LadderShape DEFAULT = new LadderShape(3, List.of());

  public LadderShape {
    epochs = List.copyOf(epochs);
    if (reduction < 2) {
      throw new IllegalArgumentException(
          "The reduction is " + reduction + "; it must be at least 2.\nMaybe 3.");
    }
  }

  /** Whether the user gave the rungs, which are then taken as they are. */
  public boolean isGiven() {
    return !epochs.isEmpty();
  }

  /**
   * The ladder to {@code full}: up the epochs on one fold, then, at all epochs, from fold to fold.
   * Rungs given by hand that lie above {@code full} are left out.
   */
  public Ladder ladder(Budget full) {
    List<Budget> rungs = new ArrayList<>();
    for (int rung : isGiven() ? epochs : derived(full.epochs())) {
      if (rung < full.epochs()) {
        rungs.add(new Budget(1, rung));
      }
    }
    rungs.add(new Budget(1, full.epochs()));
    for (long folds = reduction; folds < full.folds(); folds *= reduction) {
      rungs.add(new Budget((int) folds, full.epochs()));
    }
    if (full.folds() > 1) {
      rungs.add(full);
    }
    return new Ladder(rungs, reduction);
  }

  /** The full number of epochs over the powers of the reduction, rounded, down to 1. */
  private List<Integer> derived(int full) {
    List<Integer> rungs = new ArrayList<>();
    for (double rung = full; rung >= 1; rung /= reduction) {
      rungs.add(0, (int) Math.round(rung));
    }
    return rungs.stream().distinct().toList();
  }
}
