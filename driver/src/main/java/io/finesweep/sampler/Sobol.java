package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Points of a scrambled Sobol sequence, which fill the space more evenly than random ones; the
 * trial's number is the index, and each declared parameter has a dimension of its own. A point that
 * is known already becomes a random one.
 */
public final class Sobol implements Sampler {

  private final SearchSpace space;
  private final SobolSequence sequence;
  private final Map<String, Integer> dimensions = new HashMap<>();
  private final Unseen unseen;

  /**
   * A Sobol sequence over {@code space}.
   *
   * @param seeds of the sweep
   */
  public Sobol(SearchSpace space, Seeds seeds) {
    this.space = space;
    this.sequence = new SobolSequence(Math.max(1, space.parameters().size()), seeds);
    for (Parameter parameter : space.parameters()) {
      dimensions.put(parameter.path(), dimensions.size());
    }
    this.unseen = new Unseen(space);
  }

  @Override
  public String name() {
    return "sobol";
  }

  @Override
  public Optional<Configuration> next(
      History history, Situation situation, RandomGenerator random) {
    double[] point = sequence.at(history.trials().size());
    Configuration wished =
        space.at(parameter -> point[dimensions.getOrDefault(parameter.path(), 0)]);
    return unseen.first(wished, history, random);
  }
}
