package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.trial.Configuration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proposes given points, in their order, before another sampler; those that the history knows are
 * left out. After as many trials as there are points it proposes none of them: where they come from
 * may change while the sweep runs, what it does must not.
 */
public final class TryFirst implements Sampler {

  private final List<Configuration> points;
  private final Sampler then;

  public TryFirst(List<Configuration> points, Sampler then) {
    this.points = List.copyOf(points);
    this.then = then;
  }

  @Override
  public String name() {
    return then.name();
  }

  @Override
  public Optional<Configuration> next(
      History history, Situation situation, RandomGenerator random) {
    for (Configuration point : points) {
      if (history.trials().size() < points.size() && !history.knows(point.key())) {
        return Optional.of(point);
      }
    }
    return then.next(history, situation, random);
  }
}
