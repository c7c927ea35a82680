package io.finesweep.history;

import io.finesweep.history.FoldProgress.Rung;
import io.finesweep.metric.Goal;

/**
 * What one trial's folds came to at a number of epochs, as losses: lower is better.
 *
 * @param byFold one for each fold; NaN where it was not measured
 * @param count how many were measured
 * @param excess how far it passes the bounds, in limits; no loss counts of a trial that does
 * @param outcome whether the trial may still come to something
 */
public record TrialLosses(double[] byFold, int count, double excess, Outcome outcome) {

  /** Whether a trial may still come to something. */
  public enum Outcome {
    /** Nothing of it has failed. */
    SOUND,
    /** It passes a bound; no loss of it is counted. */
    REFUSED,
    /** A fold diverged or failed; no loss of it is counted. */
    BROKEN
  }

  /** The losses of {@code trial} at exactly {@code epochs}. */
  static TrialLosses of(Trial trial, Terms terms, int objective, int epochs) {
    double[] losses = new double[terms.full().folds()];
    java.util.Arrays.fill(losses, Double.NaN);
    if (trial.isBroken()) {
      return new TrialLosses(losses, 0, 0, Outcome.BROKEN);
    }
    double excess = trial.excess(terms, epochs);
    if (excess > 0) {
      return new TrialLosses(losses, 0, excess, Outcome.REFUSED);
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
    return new TrialLosses(losses, count, 0, Outcome.SOUND);
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
