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

  private final Unseen unseen;

  public RandomSearch(SearchSpace space) {
    this.unseen = new Unseen(space);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public Optional<Configuration> next(
      History history, Situation situation, RandomGenerator random) {
    return unseen.any(history, random);
  }
}
