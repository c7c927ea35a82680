package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.space.Admissible;
import io.finesweep.space.Lattice;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Every point of a lattice once, in a pseudo-random order in which every beginning covers the
 * space; points that are known already, tried first for example, or for which a constraint does not
 * hold are left out. Of a large grid with constraints, what many places did not give is searched
 * for, in no such order.
 */
public final class Grid implements Sampler {

  /** Beyond so many places, points for which the constraints hold are searched for. */
  private static final long SCANNED = 200_000;

  private final SearchSpace space;
  private final Lattice lattice;
  private final Permutation order;
  private final long scanned;
  private final Admissible points;
  private Visited visited = new Visited(null, 0, 0);

  /**
   * A grid of {@code space}.
   *
   * @param resolution how many points of a real parameter
   * @param seeds of the sweep
   */
  public Grid(SearchSpace space, int resolution, Seeds seeds) {
    this.space = space;
    this.lattice = new Lattice(space, parameter -> parameter.grid(resolution));
    this.order = new Permutation(lattice.size(), seeds.seed("grid"));
    this.scanned =
        space.constraints().isEmpty() ? lattice.size() : Math.min(lattice.size(), SCANNED);
    this.points = new Admissible(listed(space, resolution));
  }

  /** The points of the grid as a space of their own. */
  private static SearchSpace listed(SearchSpace space, int resolution) {
    return new SearchSpace(
        space.parameters().stream().map(p -> listed(p, resolution)).toList(), space.constraints());
  }

  private static Parameter listed(Parameter parameter, int resolution) {
    List<Value> values = parameter.grid(resolution);
    return values.size() == parameter.cardinality()
        ? parameter
        : new Parameter.Choice(
            parameter.path(), values, Parameter.Order.ORDINAL, parameter.traits());
  }

  /**
   * Memorised: all places before {@code places} are known to the first {@code trials} trials of
   * every history in which {@code last} is the last of those.
   */
  private record Visited(@Nullable Configuration last, int trials, long places) {
    // The same instance, not an equal one: only then are the trials before it the same.
    @SuppressWarnings("ReferenceEquality")
    boolean holds(History history) {
      return trials <= history.trials().size()
          && (trials == 0 || history.trial(trials - 1).configuration() == last);
    }
  }

  @Override
  public String name() {
    return "grid";
  }

  /**
   * How many points the grid has, those counted too for which a constraint does not hold; {@link
   * Long#MAX_VALUE} where they are more.
   */
  public long size() {
    return lattice.size();
  }

  @Override
  public Optional<Configuration> next(
      History history, Situation situation, RandomGenerator random) {
    long place = visited.holds(history) ? visited.places() : 0;
    while (place < scanned) {
      Configuration point = lattice.at(order.at(place));
      if (space.admits(point) && !history.knows(point.key())) {
        remember(history, place);
        return Optional.of(point);
      }
      place++;
    }
    remember(history, place);
    return scanned == lattice.size()
        ? Optional.empty()
        : points.first(point -> !history.knows(point.key()), random).point();
  }

  private void remember(History history, long places) {
    int trials = history.trials().size();
    visited =
        trials == 0
            ? new Visited(null, 0, 0)
            : new Visited(history.trial(trials - 1).configuration(), trials, places);
  }
}
