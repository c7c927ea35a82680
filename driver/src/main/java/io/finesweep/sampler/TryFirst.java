package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.trial.Configuration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Proposes given points, in their order, and then those that the sweep took over from before its
 * first trial, before another sampler; those that the history knows are left out. After as many
 * trials as there are points it proposes none of them.
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
    Set<Configuration> first = new LinkedHashSet<>(points);
    first.addAll(history.recalled().first());
    for (Configuration point : first) {
      if (history.trials().size() < first.size() && !history.knows(point.key())) {
        return Optional.of(point);
      }
    }
    return then.next(history, situation, random);
  }
}
