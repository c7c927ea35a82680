package io.finesweep.analysis;

import io.finesweep.history.FoldModel;
import io.finesweep.history.History;
import io.finesweep.history.LossTable;
import io.finesweep.history.TrialLosses;
import io.finesweep.trial.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Trials that were measured at one number of epochs, and can be told apart by it.
 *
 * @param trials the best first
 */
record Compared(int epochs, List<Measured> trials) {

  /** Fewer trials than this say nothing of parameters. */
  static final int FEWEST = 20;

  Compared {
    trials = List.copyOf(trials);
  }

  /**
   * One of them.
   *
   * @param loss of the first objective, cleared of what its folds have in common
   */
  record Measured(int number, Configuration configuration, double loss) {}

  /** Those at the most epochs that enough trials have reached; of none where there are too few. */
  static Compared of(History history) {
    for (int epochs : history.rungs().descendingKeySet()) {
      Compared compared = at(history, epochs);
      if (compared.trials.size() >= FEWEST) {
        return compared;
      }
    }
    return new Compared(0, List.of());
  }

  /** Those at exactly {@code epochs}. */
  static Compared at(History history, int epochs) {
    TrialLosses[] losses = new LossTable(0).at(history, epochs);
    FoldModel model = FoldModel.of(losses, history.terms().full().folds());
    List<Measured> trials = new ArrayList<>();
    for (int number = 0; number < losses.length; number++) {
      double mean = model.mean(number);
      if (losses[number].count() > 0 && Double.isFinite(mean)) {
        trials.add(new Measured(number, history.trial(number).configuration(), mean));
      }
    }
    trials.sort(Comparator.comparingDouble(Measured::loss));
    return new Compared(epochs, trials);
  }
}
