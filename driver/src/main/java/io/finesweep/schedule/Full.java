package io.finesweep.schedule;

import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Budget;
import io.finesweep.trial.RunId;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Trains every trial on all folds to all epochs, older trials first; no result changes its mind.
 */
public final class Full implements Schedule {

  @Override
  public String name() {
    return "full";
  }

  @Override
  public Decision next(History history, Situation situation, RandomGenerator random) {
    Budget full = history.terms().full();
    for (int number : history.unassigned()) {
      Trial trial = history.trial(number);
      for (int fold = 0; fold < full.folds(); fold++) {
        if (isFree(trial.fold(fold).orElse(null), full, situation)) {
          return new Decision.Promote(new RunId(number, fold, full.epochs()));
        }
      }
    }
    boolean mayStart = situation.trials() > 0 && situation.affords(full.epochs());
    return mayStart ? new Decision.Start(0, full.epochs()) : new Decision.Wait();
  }

  private static boolean isFree(@Nullable FoldProgress fold, Budget full, Situation situation) {
    if (fold == null) {
      return situation.affords(full.epochs());
    }
    return fold.ending() == null
        && fold.running() == 0
        && fold.epochs() < full.epochs()
        && situation.pays(full.epochs() - fold.epochs());
  }
}
