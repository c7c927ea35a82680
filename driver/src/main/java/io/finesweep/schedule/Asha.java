package io.finesweep.schedule;

import io.finesweep.history.History;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Seeds;
import java.util.random.RandomGenerator;

/**
 * Asynchronous successive halving (Li et al., A System for Massively Parallel Hyperparameter
 * Tuning, 2020): all trials begin at the lowest rung, and the best of each rung go on.
 */
public final class Asha implements Schedule {

  private final Climb climb;

  /**
   * Successive halving on a ladder.
   *
   * @param seeds of the sweep
   */
  public Asha(LadderShape shape, Seeds seeds) {
    this.climb = new Climb(shape, new Halving(), (trial, lowest, ladder, history) -> lowest, seeds);
  }

  @Override
  public String name() {
    return "asha";
  }

  @Override
  public Decision next(History history, Situation situation, RandomGenerator random) {
    return climb.next(history, situation);
  }
}
