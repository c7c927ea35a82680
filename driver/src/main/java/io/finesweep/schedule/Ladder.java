package io.finesweep.schedule;

import io.finesweep.trial.Budget;
import java.util.List;

/**
 * The rungs at which trials are compared.
 *
 * @param rungs each with more epochs than the one below, or with as many and more folds; the last
 *     one is a complete trial's
 * @param reduction one in so many trials is promoted
 */
public record Ladder(List<Budget> rungs, int reduction) {
  public Ladder {
    rungs = List.copyOf(rungs);
  }

  /** How many rungs there are. */
  public int size() {
    return rungs.size();
  }

  /** The rung at {@code index}, from 0. */
  public Budget rung(int index) {
    return rungs.get(index);
  }

  /** A complete trial's. */
  public Budget full() {
    return rungs.get(rungs.size() - 1);
  }

  /** Up to here it is epochs that grow; above it is folds. */
  public int lastOfOneFold() {
    int index = rungs.size() - 1;
    while (index > 0 && rungs.get(index).folds() > 1) {
      index--;
    }
    return index;
  }

  /**
   * Where the trials climb to that tell which rung is the lowest one: the highest rung to which 2η
   * trials come together for no more epochs than a complete trial has on one fold; always above the
   * first and below all epochs, so there must be two rungs below these.
   */
  public int probed() {
    int probed = lastOfOneFold() - 1;
    while (probed > 1 && 2L * reduction * rung(probed).epochs() > full().epochs()) {
      probed--;
    }
    return probed;
  }

  /** Whether {@code reached} lies below the top and is no rung. */
  public boolean isBetween(Budget reached) {
    return !rungs.contains(reached)
        && (reached.epochs() < full().epochs()
            || (reached.epochs() == full().epochs() && reached.folds() < full().folds()));
  }

  /** The lowest rung that is further than {@code reached}. */
  public Budget above(Budget reached) {
    for (Budget rung : rungs) {
      if (rung.epochs() > reached.epochs()
          || (rung.epochs() == reached.epochs() && rung.folds() > reached.folds())) {
        return rung;
      }
    }
    return full();
  }
}
