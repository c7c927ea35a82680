package io.finesweep.sweep;

import io.finesweep.history.History;
import io.finesweep.history.Totals;
import io.finesweep.sampler.Situation;

/**
 * What a sweep may spend; {@link Long#MAX_VALUE} for what is not bounded.
 *
 * @param trials how many trials may be started
 * @param foldRuns how many distinct pairs of trial and fold
 * @param epochs over all folds
 * @param milliseconds of work
 * @param cost of the slots
 */
public record Limits(long trials, long foldRuns, long epochs, long milliseconds, Cost cost) {

  /** No bound at all. */
  public static final Limits NONE =
      new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /** Limits on everything but the cost. */
  public Limits(long trials, long foldRuns, long epochs, long milliseconds) {
    this(trials, foldRuns, epochs, milliseconds, Cost.NONE);
  }

  /** What is left after {@code history}, with so many slots. */
  public Situation situation(History history, int slots) {
    Totals totals = history.totals();
    return new Situation(
        slots,
        left(trials, history.trials().size()),
        left(foldRuns, totals.foldRuns()),
        left(epochs, totals.epochs()),
        left(milliseconds, totals.elapsed()),
        longest(totals),
        left(cost.held(), totals.slots().held() + totals.owed()));
  }

  /** The epochs of a run that would still end in time, and be paid for beside those that run. */
  private long longest(Totals totals) {
    Totals.Pace pace = totals.pace();
    long inTime =
        milliseconds == Long.MAX_VALUE
            ? Long.MAX_VALUE
            : pace.epochsIn(left(milliseconds, totals.elapsed()));
    long paid =
        cost.isUnbounded()
            ? Long.MAX_VALUE
            : pace.epochsIn(left(cost.held(), totals.slots().held() + totals.owed()));
    return Math.min(inTime, paid);
  }

  private static long left(long limit, long spent) {
    return limit == Long.MAX_VALUE ? limit : Math.max(0, limit - spent);
  }
}
