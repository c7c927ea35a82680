package io.finesweep.schedule;

import io.finesweep.history.History;
import io.finesweep.history.PeerEffects;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Budget;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Racing over folds (after Maron and Moore, Hoeffding Races, 1994, and Birattari et al., A Racing
 * Algorithm for Configuring Metaheuristics, 2002): a trial gets its next fold as long as it may
 * still beat the leader, by the fold model, which compares trials on the same folds. Before that
 * model can be fitted, folds are given by successive halving. At the end of the budget the leaders'
 * folds are all run, one's at least where the budget pays for them, so that the winner is never the
 * luckiest observation; where only trials are bounded, those of leaders that may still win. A trial
 * that fell behind is not given up: when the leader falls back, or runs are left that were budgeted
 * and nothing better is left to do, it goes on.
 */
public final class Race implements Schedule {

  /** With less hope than this to beat the leader, a new trial is the better use of a slot. */
  private static final double LEAST_HOPE = 0.05;

  /** With more hope than this, a trial's folds may run side by side when slots are idle. */
  private static final double LIKELY = 0.5;

  private static final List<Integer> NO_RUNG_BELOW_ALL_EPOCHS = List.of(Integer.MAX_VALUE);

  private final String name;
  private final Climb climb;
  private final PeerEffects effects = new PeerEffects();

  private Race(String name, Climb climb) {
    this.name = name;
    this.climb = climb;
  }

  /**
   * A race over folds, each trained to all epochs at once.
   *
   * @param reduction one in so many trials gets more folds before the model is there
   * @param seeds of the sweep
   */
  public static Race overFolds(int reduction, Seeds seeds) {
    LadderShape shape = new LadderShape(reduction, NO_RUNG_BELOW_ALL_EPOCHS);
    return new Race("race", climb(shape, seeds));
  }

  /**
   * Successive halving over the epochs of a trial's first fold, and a race over the others among
   * those that came to all epochs.
   *
   * @param seeds of the sweep
   */
  public static Race afterHalving(LadderShape shape, Seeds seeds) {
    return new Race("asha-race", climb(shape, seeds));
  }

  private static Climb climb(LadderShape shape, Seeds seeds) {
    return new Climb(shape, new Halving(), (trial, lowest, ladder, history) -> lowest, seeds);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Decision next(History history, Situation situation, RandomGenerator random) {
    Budget full = history.terms().full();
    if (full.folds() == 1) {
      return climb.next(history, situation);
    }
    Field field = new Field(history, effects.of(history), climb.order());
    if (!situation.affords(full.epochs())) {
      return climb.next(history, situation, new Budget(1, full.epochs()));
    }
    long left = Math.min(situation.foldRuns(), situation.epochs() / full.epochs());
    boolean finishing = new Reserve(history, situation).isReached(field.missingOfLeaders());
    Optional<RunId> run = field.firstWhole(left);
    if (run.isEmpty() && finishing) {
      run = ofLeaders(situation, field);
    }
    if (run.isEmpty() && field.isFitted()) {
      run = field.idle(LEAST_HOPE);
    }
    return run.<Decision>map(Decision.Promote::new)
        .orElseGet(() -> climbing(history, situation, field, left));
  }

  /** Without a whole trial, none is started from which on too little would be left for one. */
  private Decision climbing(History history, Situation situation, Field field, long left) {
    if (left < history.terms().full().folds() && !field.hasWhole()) {
      Decision decision = climbing(history, situation.exhausted(), field);
      if (!(decision instanceof Decision.Wait) || !history.outstanding().isEmpty()) {
        return decision;
      }
    }
    return climbing(history, situation, field);
  }

  private Decision climbing(History history, Situation situation, Field field) {
    Budget full = history.terms().full();
    Budget top = field.isFitted() ? new Budget(1, full.epochs()) : full;
    Decision decision = climb.next(history, situation, top);
    if (!(decision instanceof Decision.Wait)) {
      return decision;
    }
    return field
        .anyway(LIKELY)
        .or(() -> ofLeaders(situation, field))
        .or(() -> situation.foldRuns() < Long.MAX_VALUE ? field.idle(0) : Optional.empty())
        .<Decision>map(Decision.Promote::new)
        .orElse(decision);
  }

  /** A leader's next fold; runs that nobody asked for only where they may change the winner. */
  private static Optional<RunId> ofLeaders(Situation situation, Field field) {
    boolean isAsked =
        situation.trials() > 0
            || situation.foldRuns() < Long.MAX_VALUE
            || situation.epochs() < Long.MAX_VALUE;
    return field.ofLeaders(isAsked || !field.isFitted() ? 0 : LEAST_HOPE);
  }
}
