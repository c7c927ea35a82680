package io.finesweep.sampler;

import io.finesweep.history.FoldModel;
import io.finesweep.history.History;
import io.finesweep.history.LossTable;
import io.finesweep.history.TrialLosses;
import java.util.Map;

/**
 * What the trials of a history came to at one number of epochs, the effects of their folds taken
 * off. A trial that passes a bound is worse than all that do not, the more so the further.
 *
 * @param losses by trial, lower is better; NaN where a trial has none there
 * @param variances of the losses, as far as the folds tell
 * @param outcomes by trial
 * @param usable how many losses there are
 */
record Observations(
    double[] losses, double[] variances, TrialLosses.Outcome[] outcomes, int usable) {

  /**
   * The observations at the highest number of epochs that {@code fewest} trials have reached, or
   * where no such one is, that the most have reached.
   */
  static Observations of(History history, LossTable table, int fewest) {
    return at(history, table, epochs(history, fewest));
  }

  /** The observations at exactly so many epochs. */
  static Observations at(History history, LossTable table, int epochs) {
    TrialLosses[] rows = table.at(history, epochs);
    FoldModel model = FoldModel.of(rows, history.terms().full().folds());
    double[] losses = new double[rows.length];
    double[] variances = new double[rows.length];
    TrialLosses.Outcome[] outcomes = new TrialLosses.Outcome[rows.length];
    int usable = 0;
    for (int trial = 0; trial < rows.length; trial++) {
      losses[trial] = model.mean(trial);
      variances[trial] = model.variance(trial);
      outcomes[trial] = rows[trial].outcome();
      usable += rows[trial].count() > 0 ? 1 : 0;
    }
    usable += refuse(rows, losses, variances);
    return new Observations(losses, variances, outcomes, usable);
  }

  /** Gives the trials that pass a bound losses above all others, and says how many they are. */
  private static int refuse(TrialLosses[] rows, double[] losses, double[] variances) {
    double best = Double.POSITIVE_INFINITY;
    double worst = Double.NEGATIVE_INFINITY;
    for (double loss : losses) {
      best = Double.isNaN(loss) ? best : Math.min(best, loss);
      worst = Double.isNaN(loss) ? worst : Math.max(worst, loss);
    }
    double range = worst > best ? worst - best : 1;
    double base = worst >= best ? worst : 0;
    int refused = 0;
    for (int trial = 0; trial < rows.length; trial++) {
      if (rows[trial].outcome() == TrialLosses.Outcome.REFUSED) {
        double excess = rows[trial].excess();
        losses[trial] = base + range * (0.5 + excess / (1 + excess));
        variances[trial] = 0;
        refused++;
      }
    }
    return refused;
  }

  /** The highest number of epochs that {@code fewest} trials have reached, else the most have. */
  static int epochs(History history, int fewest) {
    int most = 0;
    int best = history.terms().full().epochs();
    for (Map.Entry<Integer, Integer> rung : history.rungs().descendingMap().entrySet()) {
      if (rung.getValue() >= fewest) {
        return rung.getKey();
      } else if (rung.getValue() > most) {
        most = rung.getValue();
        best = rung.getKey();
      }
    }
    return best;
  }

  /** The trials with the lowest losses, so many, best first; of equal ones the older first. */
  int[] best(int count) {
    int[] best = new int[count];
    int size = 0;
    for (int trial = 0; trial < losses.length; trial++) {
      double loss = losses[trial];
      if (Double.isNaN(loss) || (size == count && !(loss < losses[best[size - 1]]))) {
        continue;
      }
      int place = size == count ? size - 1 : size++;
      while (place > 0 && loss < losses[best[place - 1]]) {
        best[place] = best[place - 1];
        place--;
      }
      best[place] = trial;
    }
    return best;
  }
}
