package io.finesweep.sweep;

import io.finesweep.history.History;
import io.finesweep.sampler.Situation;

/**
 * What a sweep may spend; {@link Long#MAX_VALUE} for what is not bounded.
 *
 * @param trials how many trials may be started
 * @param foldRuns how many distinct pairs of trial and fold
 * @param epochs over all folds
 * @param milliseconds of work
 */
public record Limits(long trials, long foldRuns, long epochs, long milliseconds) {

  /** No bound at all. */
  public static final Limits NONE =
      new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /** What is left after {@code history}, with so many slots. */
  public Situation situation(History history, int slots) {
    History.Totals totals = history.totals();
    return new Situation(
        slots,
        left(trials, history.trials().size()),
        left(foldRuns, totals.foldRuns()),
        left(epochs, totals.epochs()),
        left(milliseconds, totals.elapsed()),
        milliseconds == Long.MAX_VALUE
            ? Long.MAX_VALUE
            : totals.pace().epochsIn(left(milliseconds, totals.elapsed())));
  }

  private static long left(long limit, long spent) {
    return limit == Long.MAX_VALUE ? limit : Math.max(0, limit - spent);
  }
}
