package io.finesweep.space;

import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The points of a space for which its constraints hold, found however few they are: values are
 * chosen for one parameter after another, in a random order, out of what {@link Narrowing} leaves;
 * where that leads nowhere, the search goes back and chooses otherwise (Mackworth, Consistency in
 * Networks of Relations, 1977).
 */
public final class Admissible {

  private static final int FIRST_STEPS = 250;
  private static final int MOST_STEPS = 64_000;
  private static final int DRAWING_STEPS = 4_000;
  private static final int DEPTH = 1_000;
  private static final int SAMPLES = 8;

  private final SearchSpace space;
  private final Set<Integer> constrained = new HashSet<>();

  public Admissible(SearchSpace space) {
    this.space = space;
    List<String> paths = space.parameters().stream().map(Parameter::path).toList();
    for (Constraint constraint : space.constraints()) {
      for (Parameter parameter : constraint.parameters()) {
        Parameter.Condition condition = parameter.condition();
        constrained.add(paths.indexOf(parameter.path()));
        while (condition != null) {
          int parent = paths.indexOf(condition.parent());
          constrained.add(parent);
          condition = space.parameters().get(parent).condition();
        }
      }
    }
  }

  /**
   * What a search came to.
   *
   * @param point the one found
   * @param isComplete whether no point can have been missed
   */
  public record Found(Optional<Configuration> point, boolean isComplete) {}

  /**
   * A point drawn at random, about uniformly: of several that were found, one is chosen by how much
   * the search had narrowed what they were drawn from (sampling importance resampling; Rubin, Using
   * the SIR Algorithm to Simulate Posterior Distributions, 1988). Empty where none was found.
   */
  public Optional<Configuration> draw(RandomGenerator random) {
    List<Search> found = new ArrayList<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      Search search = searched(null, point -> true, DRAWING_STEPS, random);
      if (search.found == null) {
        break;
      }
      found.add(search);
    }
    double most = found.stream().mapToDouble(search -> search.weight).max().orElse(0);
    double left =
        random.nextDouble() * found.stream().mapToDouble(s -> Math.exp(s.weight - most)).sum();
    Configuration drawn = null;
    for (Search search : found) {
      if (left >= 0) {
        drawn = search.found;
      }
      left -= Math.exp(search.weight - most);
    }
    return Optional.ofNullable(drawn);
  }

  /**
   * A point that keeps to {@code wished} as far as the constraints let it; they bend most what is
   * chosen last, at random. Empty where none was found.
   */
  public Optional<Configuration> near(Configuration wished, RandomGenerator random) {
    return Optional.ofNullable(searched(wished, point -> true, DRAWING_STEPS, random).found);
  }

  /** The first point found that {@code isWanted} holds for. */
  public Found first(Predicate<Configuration> isWanted, RandomGenerator random) {
    Search search = searched(null, isWanted, MOST_STEPS, random);
    return new Found(Optional.ofNullable(search.found), search.isComplete());
  }

  private Search searched(
      @Nullable Configuration wished,
      Predicate<Configuration> isWanted,
      int most,
      RandomGenerator random) {
    int steps = FIRST_STEPS;
    while (true) {
      Search search = new Search(wished, isWanted, steps, random);
      search.from(new Narrowing(space), 0, 0);
      steps *= 2;
      if (search.found != null || search.isComplete() || steps > most) {
        return search;
      }
    }
  }

  /** One descent, with all turns back. */
  private final class Search {
    private final @Nullable Configuration wished;
    private final Predicate<Configuration> isWanted;
    private final RandomGenerator random;
    private final List<Integer> order = new ArrayList<>();
    private int steps;
    private boolean isCut;
    private @Nullable Configuration found;
    private double weight;

    Search(
        @Nullable Configuration wished,
        Predicate<Configuration> isWanted,
        int steps,
        RandomGenerator random) {
      this.wished = wished;
      this.isWanted = isWanted;
      this.steps = steps;
      this.random = random;
      for (int i = 0; i < space.parameters().size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(random.nextLong()));
      // What no constraint names cannot lead nowhere: it comes last.
      order.sort((a, b) -> Boolean.compare(constrained.contains(b), constrained.contains(a)));
    }

    boolean isComplete() {
      return !isCut;
    }

    /**
     * Whether a point was found below {@code open}.
     *
     * @param weight the logarithm of the share of the prior that values were chosen from so far
     */
    boolean from(Narrowing open, int depth, double weight) {
      if (steps == 0 || depth == DEPTH) {
        isCut = true;
        return false;
      }
      steps--;
      if (!open.narrow()) {
        return false;
      }
      int next = next(open);
      if (next < 0) {
        return isEnd(open.point(), weight);
      }
      Domain domain = open.domain(next);
      Value value = chosen(next, domain, open);
      double mass = domain.mass();
      double share = mass > Domain.CLOSE ? Math.log(mass) : 0;
      return from(open.assigned(next, value), depth + 1, weight + share)
          || isInRest(open, next, domain.without(value), depth, weight);
    }

    private boolean isEnd(Configuration point, double weight) {
      if (!space.admits(point) || !isWanted.test(point)) {
        return false;
      }
      found = point;
      this.weight = weight;
      return true;
    }

    /** The next to choose a value for: one that has no choice, else the first in the order. */
    private int next(Narrowing open) {
      int next = -1;
      for (int index : order) {
        if (open.isFree(index)) {
          if (open.domain(index).isSingle()) {
            return index;
          }
          next = next < 0 ? index : next;
        }
      }
      return next;
    }

    private Value chosen(int index, Domain domain, Narrowing open) {
      Value value =
          wished == null ? null : wished.values().get(space.parameters().get(index).path());
      boolean isFirst = !open.isDivided(index);
      return value != null && isFirst ? domain.nearest(value) : domain.draw(random);
    }

    private boolean isInRest(
        Narrowing open, int index, List<Domain> rest, int depth, double weight) {
      List<Domain> parts = new ArrayList<>(rest);
      double mass = parts.stream().mapToDouble(Domain::mass).sum();
      if (parts.size() == 2 && random.nextDouble() * mass >= parts.get(0).mass()) {
        Collections.reverse(parts);
      }
      for (Domain part : parts) {
        if (from(open.divided(index, part), depth + 1, weight)) {
          return true;
        }
      }
      return false;
    }
  }
}
