package io.finesweep.history;

import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * One configuration and how far its folds have come.
 *
 * @param number from 0, in the order started
 * @param folds those that were ever assigned, by index
 */
public record Trial(
    int number, Configuration configuration, PSortedMap<Integer, FoldProgress> folds) {

  /** Where a trial stands. */
  public enum Status {
    /** A run of it is outstanding. */
    RUNNING,
    /** It was trained in part and nothing of it runs. */
    WAITING,
    /** All folds have reached the full budget. */
    COMPLETE,
    /** A fold's numbers were no longer finite. */
    DIVERGED,
    /** A fold ended with an error. */
    FAILED
  }

  /** The fold at {@code index}, empty where it was never assigned. */
  public Optional<FoldProgress> fold(int index) {
    return Optional.ofNullable(folds.get(index));
  }

  /** Where the trial stands when {@code full} is a complete trial's budget. */
  public Status status(Budget full) {
    boolean running = false;
    boolean diverged = false;
    int complete = 0;
    for (FoldProgress fold : folds.values()) {
      if (fold.ending() instanceof FoldResult.Failed) {
        return Status.FAILED;
      }
      diverged |= fold.ending() != null;
      running |= fold.running() > 0;
      complete += fold.epochs() >= full.epochs() ? 1 : 0;
    }
    if (diverged) {
      return Status.DIVERGED;
    } else if (running) {
      return Status.RUNNING;
    }
    return complete >= full.folds() ? Status.COMPLETE : Status.WAITING;
  }

  /** Whether any fold diverged or failed. */
  public boolean isBroken() {
    return folds.values().stream().anyMatch(fold -> fold.ending() != null);
  }

  /** An objective's values of the folds that were measured at exactly {@code epochs}, by fold. */
  public List<Double> values(int objective, int epochs) {
    List<Double> values = new ArrayList<>();
    for (FoldProgress fold : folds.values()) {
      fold.rung(epochs).ifPresent(r -> r.value(objective).ifPresent(values::add));
    }
    return values;
  }

  Trial with(int index, FoldProgress fold) {
    return new Trial(number, configuration, folds.plus(index, fold));
  }
}
