package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Points drawn independently and uniformly from the space (Bergstra and Bengio, Random Search for
 * Hyper-Parameter Optimization, JMLR 2012), each proposed once.
 */
public final class RandomSearch implements Sampler {

  private final SearchSpace space;

  public RandomSearch(SearchSpace space) {
    this.space = space;
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public Optional<Configuration> next(
      History history, Situation situation, RandomGenerator random) {
    return Unseen.first(space, history, random, Optional.empty());
  }
}
