package io.finesweep.schedule;

import io.finesweep.history.History;
import io.finesweep.history.Totals;
import io.finesweep.sampler.Situation;

/**
 * What is kept of a budget to run all folds of the leaders: a fifth of it, at least two runs a
 * slot, at most three tenths, and never more than the leaders need or two runs a slot: where many
 * runs end at once, what is still under way may yet change who leads.
 */
record Reserve(History history, Situation situation) {

  private static final double SHARE = 0.2;
  private static final double MOST = 0.3;
  private static final long RUNS_A_SLOT = 2;

  /** Whether from here on everything that is left belongs to the leaders. */
  boolean isReached(int missing) {
    if (missing == 0) {
      return false;
    }
    int epochs = history.terms().full().epochs();
    Totals spent = history.totals();
    long slots = RUNS_A_SLOT * situation.slots();
    return situation.trials() == 0
        || isReached(situation.foldRuns(), spent.foldRuns(), slots, missing)
        || isReached(situation.epochs(), spent.epochs(), slots * epochs, (long) missing * epochs)
        || isTimeReached(spent, missing)
        || isCostReached(spent, slots, missing);
  }

  /** In time, the leaders' folds are run in rounds, a run a slot. */
  private boolean isTimeReached(Totals spent, int missing) {
    long round = spent.pace().millisecondsFor(history.terms().full().epochs());
    long rounds = ((long) missing + situation.slots() - 1) / situation.slots();
    long need = round == 0 ? Long.MAX_VALUE : (rounds + 1) * round;
    return isReached(situation.milliseconds(), spent.elapsed(), RUNS_A_SLOT * round, need);
  }

  /** In cost, it is what their runs may be expected to hold slots for. */
  private boolean isCostReached(Totals spent, long slots, int missing) {
    long run = spent.pace().millisecondsFor(history.terms().full().epochs());
    return run > 0 && isReached(situation.held(), spent.slots().held(), slots * run, missing * run);
  }

  private static boolean isReached(long left, long spent, long slots, long need) {
    if (left == Long.MAX_VALUE) {
      return false;
    }
    double whole = (double) left + spent;
    double reserve = Math.min(Math.max(SHARE * whole, (double) slots), MOST * whole);
    return left <= Math.min((long) reserve, Math.max(need, slots));
  }
}
