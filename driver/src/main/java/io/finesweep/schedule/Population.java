package io.finesweep.schedule;

import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.RankedSet.Entry;
import io.finesweep.history.Trial;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Population based training (Jaderberg et al., Population Based Training of Neural Networks, 2017):
 * so many trials are trained side by side on one fold, and whenever all of them have come to a
 * rung, each of the worst quarter gives its place to a fork of one of the best quarter, which goes
 * on from that one's checkpoint with changed values. What comes out is a schedule of values: the
 * line of a trial's parents. All members wait for each other at a rung, so that it makes no
 * difference which of them ended first. When a population is through, the next one begins.
 */
public final class Population implements Schedule {

  private static final int RUNGS = 10;
  private static final int QUARTER = 4;

  private final int size;
  private final LadderShape shape;
  private final Perturbation perturbation;
  private final Seeds seeds;
  private final FoldOrder order;

  /**
   * Populations one after the other.
   *
   * @param size how many trials train side by side
   * @param shape whose rungs are taken if they are given by hand; otherwise there are ten
   * @param perturbation what is changed in a fork
   * @param seeds of the sweep
   */
  public Population(int size, LadderShape shape, Perturbation perturbation, Seeds seeds) {
    this.size = size;
    this.shape = shape;
    this.perturbation = perturbation;
    this.seeds = seeds;
    this.order = new FoldOrder(seeds);
  }

  @Override
  public String name() {
    return "pbt";
  }

  /** How many trials train side by side. */
  public int size() {
    return size;
  }

  /** The rungs at which a population compares its members, in epochs. */
  public List<Integer> rungs(int full) {
    List<Integer> rungs = new ArrayList<>();
    for (int rung = 1; rung <= RUNGS; rung++) {
      rungs.add((int) Math.max(1, Math.round((double) full * rung / RUNGS)));
    }
    List<Integer> all = shape.isGiven() ? shape.epochs() : rungs;
    List<Integer> below = all.stream().distinct().filter(rung -> rung < full).toList();
    List<Integer> ladder = new ArrayList<>(below);
    ladder.add(full);
    return ladder;
  }

  @Override
  public Decision next(History history, Situation situation, RandomGenerator random) {
    return new Generation(history, situation).decision();
  }

  /** Where the latest population stands. */
  private final class Generation {
    private final History history;
    private final Situation situation;
    private final List<Trial> members;
    private final int fold;
    private final int begun;
    private final int reached;
    private final int target;

    Generation(History history, Situation situation) {
      this.history = history;
      this.situation = situation;
      this.fold = order.fold(0, history.terms().full().folds());
      this.members = new ArrayList<>();
      this.begun = latest();
      int least = Integer.MAX_VALUE;
      for (Trial member : members) {
        least = isOut(member) ? least : Math.min(least, epochs(member));
      }
      this.reached = least;
      this.target =
          rungs(history.terms().full().epochs()).stream()
              .filter(rung -> rung > reached)
              .findFirst()
              .orElse(0);
    }

    /** Fills in the members, and tells how many trials of the sweep were no forks. */
    private int latest() {
      List<Trial> trials = history.trials();
      int originals = trials.size() - history.replaced().size(); // each fork replaced one trial
      int missing = originals == 0 ? 0 : (originals - 1) % size + 1;
      int first = trials.size();
      while (missing > 0) {
        first--;
        missing -= trials.get(first).origin() == null ? 1 : 0;
      }
      Set<Integer> numbers = new HashSet<>();
      for (int number = first; number < trials.size(); number++) {
        Trial trial = trials.get(number);
        Trial.Origin origin = trial.origin();
        if (origin == null || numbers.contains(origin.parent())) {
          members.add(trial);
          numbers.add(trial.number());
        }
      }
      return originals;
    }

    Decision decision() {
      Optional<Decision> unbegun = unbegun();
      if (unbegun.isPresent()) {
        return unbegun.get();
      }
      boolean isFull = begun > 0 && begun % size == 0;
      boolean isThrough = isFull && target == 0;
      if ((!isFull || isThrough) && situation.trials() > 0 && affordsFirst()) {
        return new Decision.Start(fold, first());
      }
      return target == 0
          ? new Decision.Wait()
          : goingOn(this::isNewFork)
              .or(this::fork)
              .or(() -> goingOn(member -> true))
              .orElseGet(Decision.Wait::new);
    }

    private int first() {
      return rungs(history.terms().full().epochs()).get(0);
    }

    private boolean affordsFirst() {
      return situation.affords(first());
    }

    /** A trial that was started without a run, or may begin again. */
    private Optional<Decision> unbegun() {
      if (history.unbegun().isEmpty() || !affordsFirst()) {
        return Optional.empty();
      }
      return order
          .next(history.trial(history.unbegun().first()), history.terms().full().folds())
          .map(next -> new RunId(history.unbegun().first(), next, first()))
          .map(Decision.Promote::new);
    }

    /** Whether a member was given up or broke. */
    private boolean isOut(Trial member) {
      return history.replaced().contains(member.number()) || member.isBroken();
    }

    private int epochs(Trial member) {
      return member.fold(fold).map(FoldProgress::epochs).orElse(0);
    }

    private boolean stands(Trial member) {
      return epochs(member) == reached
          && !isOut(member)
          && member.fold(fold).map(progress -> progress.running() == 0).orElse(false);
    }

    /** A fork of one of the best for the first of the worst that has none yet. */
    private Optional<Decision> fork() {
      if (situation.trials() == 0 || !pays() || reached == 0) {
        return Optional.empty();
      }
      List<Entry> ranked = ranked();
      int quarter = ranked.size() / QUARTER;
      List<Trial> best =
          ranked.stream()
              .limit(Math.max(1, quarter))
              .map(entry -> history.trial(entry.trial()))
              .filter(this::stands)
              .toList();
      return best.isEmpty()
          ? Optional.empty()
          : worst(ranked, quarter).map(replaced -> fork(best, replaced.number()));
    }

    /** The members that trained to where all stand now, by their loss there. */
    private List<Entry> ranked() {
      List<Entry> ranked = new ArrayList<>();
      for (Trial member : members) {
        boolean isMeasured = member.fold(fold).flatMap(p -> p.rung(reached)).isPresent();
        if (isMeasured && (member.origin() == null || member.origin().epochs() < reached)) {
          ranked.add(new Entry(member.loss(history.terms(), reached), member.number()));
        }
      }
      return ranked.stream().sorted().toList();
    }

    private Optional<Trial> worst(List<Entry> ranked, int quarter) {
      Set<Integer> worst = new HashSet<>();
      ranked.subList(ranked.size() - quarter, ranked.size()).forEach(e -> worst.add(e.trial()));
      for (Trial member : members) {
        boolean brokeOnTheWay = member.isBroken() && epochs(member) < reached;
        boolean mayBeReplaced =
            brokeOnTheWay
                ? !history.replaced().contains(member.number())
                : worst.contains(member.number()) && stands(member);
        if (mayBeReplaced) {
          return Optional.of(member);
        }
      }
      return Optional.empty();
    }

    private Decision fork(List<Trial> best, int replaced) {
      RandomGenerator random = seeds.generator("fork", replaced, reached);
      Trial parent = best.get(random.nextInt(best.size()));
      Configuration changed = perturbation.of(parent.configuration(), random);
      return new Decision.Fork(
          new RunId(parent.number(), fold, reached), replaced, changed, target);
    }

    private boolean pays() {
      return situation.pays(target - reached);
    }

    /** Whether a fork was never run; its driver may have died before. */
    private boolean isNewFork(Trial member) {
      return member.origin() != null && member.origin().epochs() == reached;
    }

    /** The first member of these that still stands at the rung goes on to the next one. */
    private Optional<Decision> goingOn(Predicate<Trial> these) {
      Optional<Trial> first =
          pays()
              ? members.stream().filter(this::stands).filter(these).findFirst()
              : Optional.empty();
      return first.map(member -> new Decision.Promote(new RunId(member.number(), fold, target)));
    }
  }
}
