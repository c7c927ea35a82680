package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.space.Admissible;
import io.finesweep.space.Lattice;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Finds points of a space, its constraints included, that a history does not know. */
final class Unseen {

  private static final int DRAWS = 100;
  private static final int CONSTRAINED_DRAWS = 2_000;
  private static final int GUIDED_DRAWS = 20;
  private static final long ENUMERATED = 100_000;

  private final SearchSpace space;
  private final Admissible points;
  private final Optional<Lattice> lattice;
  private final Predicate<Configuration> admissible;

  Unseen(SearchSpace space) {
    this(space, point -> true);
  }

  /** Finds points that {@code admissible} holds for, and no others. */
  Unseen(SearchSpace space, Predicate<Configuration> admissible) {
    this.space = space;
    this.points = new Admissible(space);
    this.admissible = point -> space.admits(point) && admissible.test(point);
    this.lattice =
        space.size() == Long.MAX_VALUE ? Optional.empty() : Optional.of(Lattice.complete(space));
  }

  /**
   * {@code wished} if the history does not know it; else {@link #any}, where constraints are tight
   * one close to it.
   */
  Optional<Configuration> first(Configuration wished, History history, RandomGenerator random) {
    return isNew(wished, history)
        ? Optional.of(wished)
        : drawn(history, random)
            .or(() -> near(wished, history, random))
            .or(() -> searched(history, random));
  }

  /** Whether the history does not know {@code point}, which may be proposed. */
  boolean isNew(Configuration point, History history) {
    return !history.knows(point.key()) && admissible.test(point);
  }

  /** Whether the constraints hold for {@code point}, known or not. */
  boolean isAdmitted(Configuration point) {
    return space.admits(point);
  }

  /** A point for which the constraints hold, close to {@code point}; itself if none is found. */
  Configuration mended(Configuration point, RandomGenerator random) {
    return space.admits(point) ? point : points.near(point, random).orElse(point);
  }

  /**
   * The first unknown of 100 random points for which the constraints hold; where these are rare, of
   * some that a search finds. Else the first unknown of up to 10⁵ points of a finite space, in an
   * order drawn by {@code random}, or the first that a search comes to; empty where those are all
   * known, or where it finds none.
   */
  Optional<Configuration> any(History history, RandomGenerator random) {
    return drawn(history, random).or(() -> searched(history, random));
  }

  private Optional<Configuration> drawn(History history, RandomGenerator random) {
    int admitted = 0;
    for (int draw = 0; draw < CONSTRAINED_DRAWS && admitted < DRAWS; draw++) {
      Configuration point = space.draw(random);
      admitted += space.admits(point) ? 1 : 0;
      if (isNew(point, history)) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  private boolean isEnumerable() {
    return space.constraints().isEmpty() || space.size() <= ENUMERATED;
  }

  private Optional<Configuration> near(
      Configuration wished, History history, RandomGenerator random) {
    return isEnumerable()
        ? Optional.empty()
        : points.near(wished, random).filter(point -> isNew(point, history));
  }

  private Optional<Configuration> searched(History history, RandomGenerator random) {
    if (isEnumerable()) {
      return lattice.flatMap(all -> enumerated(all, history, random));
    }
    Optional<Configuration> drawn = points.draw(random);
    for (int draw = 1; draw < GUIDED_DRAWS && drawn.isPresent(); draw++) {
      if (isNew(drawn.get(), history)) {
        return drawn;
      }
      drawn = points.draw(random);
    }
    return points.first(point -> isNew(point, history), random).point();
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
