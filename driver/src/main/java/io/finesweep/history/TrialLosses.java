package io.finesweep.history;

import io.finesweep.history.FoldProgress.Rung;
import io.finesweep.metric.Goal;

/**
 * What one trial's folds came to at a number of epochs, as losses: lower is better.
 *
 * @param byFold one for each fold; NaN where it was not measured
 * @param count how many were measured
 * @param outcome whether the trial may still come to something
 */
public record TrialLosses(double[] byFold, int count, Outcome outcome) {

  /** Whether a trial may still come to something. */
  public enum Outcome {
    /** Nothing of it has failed. */
    SOUND,
    /** A fold diverged or failed; no loss of it is counted. */
    BROKEN
  }

  /** The losses of {@code trial} at exactly {@code epochs}. */
  static TrialLosses of(Trial trial, Terms terms, int objective, int epochs) {
    double[] losses = new double[terms.full().folds()];
    java.util.Arrays.fill(losses, Double.NaN);
    if (trial.isBroken()) {
      return new TrialLosses(losses, 0, Outcome.BROKEN);
    }
    Goal goal = terms.objectives().get(objective).goal();
    int count = 0;
    for (var fold : trial.folds().entrySet()) {
      for (Rung rung : fold.getValue().rungs()) {
        if (rung.epochs() == epochs && Double.isFinite(rung.values()[objective])) {
          losses[fold.getKey()] = goal.loss(rung.values()[objective]);
          count++;
        }
      }
    }
    return new TrialLosses(losses, count, Outcome.SOUND);
  }

  /** The plain mean of what was measured; NaN where nothing was. */
  public double mean() {
    double sum = 0;
    for (double loss : byFold) {
      sum += Double.isNaN(loss) ? 0 : loss;
    }
    return sum / count;
  }
}
