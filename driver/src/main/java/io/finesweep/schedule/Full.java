package io.finesweep.schedule;

import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Budget;
import io.finesweep.trial.RunId;
import java.util.random.RandomGenerator;

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
    if (!history.unassigned().isEmpty()) {
      Trial trial = history.trial(history.unassigned().first());
      for (int fold = 0; fold < full.folds(); fold++) {
        FoldProgress progress = trial.fold(fold).orElse(null);
        if (progress == null ? situation.foldRuns() > 0 : isFree(progress, full)) {
          return new Decision.Promote(new RunId(trial.number(), fold, full.epochs()));
        }
      }
    }
    boolean mayStart = situation.trials() > 0 && situation.foldRuns() > 0;
    return mayStart ? new Decision.Start(0, full.epochs()) : new Decision.Wait();
  }

  private static boolean isFree(FoldProgress fold, Budget full) {
    return fold.ending() == null && fold.running() == 0 && fold.epochs() < full.epochs();
  }
}
