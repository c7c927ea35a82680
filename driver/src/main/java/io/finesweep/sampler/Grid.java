package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.space.Lattice;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Every point of a lattice once, in a pseudo-random order in which every beginning covers the
 * space; points that are known already, tried first for example, or for which a constraint does not
 * hold are left out.
 */
public final class Grid implements Sampler {

  private final SearchSpace space;
  private final Lattice lattice;
  private final Permutation order;
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
    while (place < lattice.size()) {
      Configuration point = lattice.at(order.at(place));
      if (space.admits(point) && !history.knows(point.key())) {
        remember(history, place);
        return Optional.of(point);
      }
      place++;
    }
    remember(history, place);
    return Optional.empty();
  }

  private void remember(History history, long places) {
    int trials = history.trials().size();
    visited =
        trials == 0
            ? new Visited(null, 0, 0)
            : new Visited(history.trial(trials - 1).configuration(), trials, places);
  }
}
