package io.finesweep.schedule;

import io.finesweep.history.History;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Seeds;
import java.util.random.RandomGenerator;

/**
 * Trains on whatever is not worse than the median of the others (Golovin et al., Google Vizier,
 * 2017); all trials begin at the lowest rung.
 */
public final class Median implements Schedule {

  private final Climb climb;

  /**
   * The median rule on a ladder.
   *
   * @param seeds of the sweep
   */
  public Median(LadderShape shape, Seeds seeds) {
    this.climb =
        new Climb(shape, new MedianRule(), (trial, lowest, ladder, history) -> lowest, seeds);
  }

  @Override
  public String name() {
    return "median";
  }

  @Override
  public Decision next(History history, Situation situation, RandomGenerator random) {
    return climb.next(history, situation);
  }
}
