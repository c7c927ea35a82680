package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds a point that a history does not know. */
final class Unseen {

  private static final int DRAWS = 100;

  private Unseen() {}

  /**
   * {@code wished} if the history does not know it; else the first unknown of 100 random points;
   * else, in a space of up to 10⁵ points, the first unknown in an order drawn by {@code random}.
   */
  static Optional<Configuration> first(
      SearchSpace space, History history, RandomGenerator random, Optional<Configuration> wished) {
    if (wished.isPresent() && !history.knows(wished.get().key())) {
      return wished;
    }
    for (int draw = 0; draw < DRAWS; draw++) {
      Configuration point = space.draw(random);
      if (!history.knows(point.key())) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }
}
