package io.finesweep.schedule;

import io.finesweep.history.History;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Seeds;
import java.util.random.RandomGenerator;

/**
 * Asynchronous Hyperband (Li et al., Hyperband, 2018; Klein et al., Model-based Asynchronous
 * Hyperparameter and Neural Architecture Search, 2020): successive halving in which trials begin at
 * different rungs, so that not all depends on what the lowest one tells.
 */
public final class Hyperband implements Schedule {

  private final Climb climb;

  /**
   * Hyperband on a ladder.
   *
   * @param seeds of the sweep
   */
  public Hyperband(LadderShape shape, Seeds seeds) {
    this.climb = new Climb(shape, new Halving(), new Brackets(seeds), seeds);
  }

  @Override
  public String name() {
    return "hyperband";
  }

  @Override
  public Decision next(History history, Situation situation, RandomGenerator random) {
    return climb.next(history, situation);
  }
}
