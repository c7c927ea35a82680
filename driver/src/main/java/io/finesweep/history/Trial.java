package io.finesweep.history;

import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

/**
 * One configuration and how far its folds have come.
 *
 * @param number from 0, in the order started
 * @param folds those that were ever assigned or taken over from another trial, by index
 * @param origin null for a trial that began at the base model
 */
public record Trial(
    int number,
    Configuration configuration,
    PSortedMap<Integer, FoldProgress> folds,
    @Nullable Origin origin) {

  /**
   * Where a trial that did not begin at the base model comes from.
   *
   * @param parent the trial whose checkpoint it went on from
   * @param epochs that the checkpoint had seen
   * @param replaced the trial that was given up for it
   */
  public record Origin(int parent, int epochs, int replaced) {}

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
    for (FoldProgress fold : folds.values()) {
      if (fold.ending() != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * The values of one of {@link Terms#metrics} of the folds that were measured at exactly {@code
   * epochs}, by fold.
   */
  public List<Double> values(int metric, int epochs) {
    List<Double> values = new ArrayList<>();
    for (FoldProgress fold : folds.values()) {
      fold.rung(epochs).ifPresent(r -> r.value(metric).ifPresent(values::add));
    }
    return values;
  }

  /**
   * The furthest rung of this trial: the most epochs that any fold was measured at, and how many
   * folds were; empty before the first.
   */
  public Optional<Budget> reached() {
    int epochs = 0;
    for (FoldProgress fold : folds.values()) {
      epochs = Math.max(epochs, fold.epochs());
    }
    return epochs == 0 ? Optional.empty() : Optional.of(new Budget(measured(epochs), epochs));
  }

  /** How many folds were measured at exactly {@code epochs}. */
  int measured(int epochs) {
    int measured = 0;
    for (FoldProgress fold : folds.values()) {
      measured += fold.rung(epochs).isPresent() ? 1 : 0;
    }
    return measured;
  }

  /**
   * The mean of the first objective over the folds that were measured at exactly {@code epochs}, as
   * a loss; NaN where that is none, or the objective was not defined on one of them; infinite where
   * a bound is passed.
   */
  public double loss(Terms terms, int epochs) {
    if (excess(terms, epochs) > 0) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    int count = 0;
    for (FoldProgress fold : folds.values()) {
      for (FoldProgress.Rung rung : fold.rungs()) {
        if (rung.epochs() == epochs) {
          sum += terms.objectives().get(0).goal().loss(rung.values()[0]);
          count++;
        }
      }
    }
    return sum / count;
  }

  /**
   * How far the means over the folds that were measured at exactly {@code epochs} pass the bounds,
   * in limits; 0 where none does.
   */
  public double excess(Terms terms, int epochs) {
    double excess = 0;
    for (int i = 0; i < terms.bounds().size(); i++) {
      List<Double> values = values(terms.objectives().size() + i, epochs);
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      excess += values.isEmpty() ? 0 : terms.bounds().get(i).excess(sum / values.size());
    }
    return excess;
  }

  /** Whether it passes a bound where it was trained furthest. */
  public boolean isRefused(Terms terms) {
    return !terms.bounds().isEmpty() && excess(terms, reached().map(Budget::epochs).orElse(0)) > 0;
  }

  /** The trial with its loss at its furthest rung, NaN before the first. */
  public RankedSet.Entry entry(Terms terms) {
    int epochs = reached().map(Budget::epochs).orElse(0);
    return new RankedSet.Entry(loss(terms, epochs), number);
  }

  /** The same as {@link #loss} over all rungs up to {@code epochs}, of those folds. */
  double averageLoss(Terms terms, int epochs) {
    double sum = 0;
    int count = 0;
    for (FoldProgress fold : folds.values()) {
      if (fold.rung(epochs).isPresent()) {
        for (FoldProgress.Rung rung : fold.rungs()) {
          if (rung.epochs() <= epochs) {
            sum += terms.objectives().get(0).goal().loss(rung.values()[0]);
            count++;
          }
        }
      }
    }
    return sum / count;
  }

  Trial with(int index, FoldProgress fold) {
    return new Trial(number, configuration, folds.plus(index, fold), origin);
  }
}
