package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.space.Lattice;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Finds points of a space, its constraints included, that a history does not know. */
final class Unseen {

  private static final int DRAWS = 100;
  private static final int CONSTRAINED_DRAWS = 20_000;
  private static final long ENUMERATED = 100_000;

  private final SearchSpace space;
  private final Optional<Lattice> lattice;
  private final Predicate<Configuration> admissible;

  Unseen(SearchSpace space) {
    this(space, point -> true);
  }

  /** Finds points that {@code admissible} holds for, and no others. */
  Unseen(SearchSpace space, Predicate<Configuration> admissible) {
    this.space = space;
    this.admissible = point -> space.admits(point) && admissible.test(point);
    this.lattice =
        space.size() == Long.MAX_VALUE ? Optional.empty() : Optional.of(Lattice.complete(space));
  }

  /** {@code wished} if the history does not know it; else {@link #any}. */
  Optional<Configuration> first(Configuration wished, History history, RandomGenerator random) {
    return isNew(wished, history) ? Optional.of(wished) : any(history, random);
  }

  /** Whether the history does not know {@code point}, which may be proposed. */
  boolean isNew(Configuration point, History history) {
    return !history.knows(point.key()) && admissible.test(point);
  }

  /**
   * The first unknown of 100 random points for which the constraints hold; else the first unknown
   * of up to 10⁵ points of a finite space, in an order drawn by {@code random}; empty where those
   * are all known.
   */
  Optional<Configuration> any(History history, RandomGenerator random) {
    int admitted = 0;
    for (int draw = 0; draw < CONSTRAINED_DRAWS && admitted < DRAWS; draw++) {
      Configuration point = space.draw(random);
      admitted += space.admits(point) ? 1 : 0;
      if (isNew(point, history)) {
        return Optional.of(point);
      }
    }
    return lattice.flatMap(points -> enumerated(points, history, random));
  }

  private Optional<Configuration> enumerated(
      Lattice lattice, History history, RandomGenerator random) {
    Permutation order = new Permutation(lattice.size(), random.nextLong());
    for (long i = 0; i < Math.min(lattice.size(), ENUMERATED); i++) {
      Configuration point = lattice.at(order.at(i));
      if (isNew(point, history)) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }
}
