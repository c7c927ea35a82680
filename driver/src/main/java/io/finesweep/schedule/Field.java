package io.finesweep.schedule;

import io.finesweep.history.FoldEffects;
import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.Merge;
import io.finesweep.history.Projection;
import io.finesweep.history.RankedSet;
import io.finesweep.history.RankedSet.Entry;
import io.finesweep.history.Trial;
import io.finesweep.sampler.Normal;
import io.finesweep.trial.RunId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The trials of a race and how much hope each has to beat the leader, best hope first; of equal
 * hope the one with the better mean, then the older. Among trials that were measured on the same
 * folds the order of hope is that of their means, so the first of each such group is all that has
 * to be looked at.
 */
final class Field {

  private static final int LEADERS = 10;
  private static final Comparator<Runner> BY_HOPE =
      Comparator.comparingDouble((Runner r) -> -r.hope())
          .thenComparingDouble(Runner::mean)
          .thenComparingInt(Runner::trial);

  private final History history;
  private final FoldOrder order;
  private final FoldEffects effects;
  private final List<Group> groups = new ArrayList<>();
  private final double leader;
  private final List<Runner> leaders;

  /** The field at all epochs. */
  Field(History history, FoldEffects effects, FoldOrder order) {
    this.history = history;
    this.effects = effects;
    this.order = order;
    double lowest = Double.POSITIVE_INFINITY;
    for (var peers : history.peers().entrySet()) {
      Group group =
          new Group(
              effects.projection(peers.getKey()),
              peers.getValue().measured(),
              peers.getValue().idle(),
              peers.getValue().busy());
      groups.add(group);
      if (group.projection().count() >= 2) {
        lowest = Math.min(lowest, group.cautious());
      }
    }
    this.leader = lowest;
    this.leaders = leaders();
  }

  /** Trials that were measured on the same folds. */
  private record Group(Projection projection, RankedSet measured, RankedSet idle, RankedSet busy) {

    /** The mean over all folds that the first is hardly worse than. */
    double cautious() {
      double plain = measured.first().orElseThrow().loss();
      return projection.fullMean(plain) + projection.deviation();
    }
  }

  /**
   * A trial in the race.
   *
   * @param mean what the mean loss over all folds will be
   * @param hope the probability that this is better than the leader's
   * @param missing how many folds were not measured
   */
  private record Runner(int trial, double mean, double hope, int missing) {}

  private Runner runner(Entry entry, Projection projection) {
    double mean = projection.fullMean(entry.loss());
    double hope = hope(leader - mean, projection.deviation());
    return new Runner(entry.trial(), mean, hope, projection.folds() - projection.count());
  }

  private static double hope(double lead, double deviation) {
    if (deviation > 0) {
      return Normal.cumulative(lead / deviation);
    }
    return lead >= 0 ? 1 : 0;
  }

  /** Whether trials can be compared fold by fold. */
  boolean isFitted() {
    return effects.isFitted();
  }

  /** How many folds of the leaders were neither measured nor are under way. */
  int missingOfLeaders() {
    int missing = 0;
    for (Runner leading : leaders) {
      missing += unassigned(leading);
    }
    return missing;
  }

  /** The trials with the best means to be expected, best first. */
  private List<Runner> leaders() {
    Merge merge =
        new Merge(
            groups.stream()
                .map(g -> new Merge.Group(g.measured(), g.projection(), Merge.Order.FULL_MEAN))
                .toList());
    List<Runner> leaders = new ArrayList<>();
    while (leaders.size() < LEADERS && merge.hasNext()) {
      Merge.Ranked ranked = merge.next();
      leaders.add(runner(ranked.entry(), ranked.group().projection()));
    }
    return leaders;
  }

  /** Whether a trial has all its folds, or will when those that run have ended. */
  boolean hasWhole() {
    return groups.stream().anyMatch(group -> group.projection().count() == folds())
        || leaders.stream().anyMatch(leading -> unassigned(leading) == 0);
  }

  /**
   * Where no trial has all its folds and what is left of the budget pays for no more than those of
   * the best that it pays for: the next one of these.
   *
   * @param left how many runs may still be begun
   */
  Optional<RunId> firstWhole(long left) {
    if (hasWhole()) {
      return Optional.empty();
    }
    return leaders.stream()
        .filter(leading -> unassigned(leading) <= left)
        .findFirst()
        .filter(leading -> unassigned(leading) == left)
        .flatMap(this::next);
  }

  /**
   * The next fold of the leader with the greatest hope, {@code least} or more; one of which nothing
   * runs comes first.
   */
  Optional<RunId> ofLeaders(double least) {
    Comparator<Runner> idleFirst =
        Comparator.comparingInt(r -> running(history.trial(r.trial())) == 0 ? 0 : 1);
    return leaders.stream()
        .sorted(idleFirst.thenComparing(BY_HOPE))
        .filter(leading -> leading.missing() > 0 && leading.hope() >= least)
        .flatMap(leading -> next(leading).stream())
        .findFirst();
  }

  /** The next fold of the most hopeful trial of which nothing runs. */
  Optional<RunId> idle(double least) {
    return hopeful(least, List.of(Group::idle));
  }

  /** The next fold of the most hopeful trial, whatever of it runs. */
  Optional<RunId> anyway(double least) {
    return hopeful(least, List.of(Group::idle, Group::busy));
  }

  private Optional<RunId> hopeful(double least, List<Function<Group, RankedSet>> asked) {
    List<Runner> firsts = new ArrayList<>();
    for (Group group : groups) {
      for (Function<Group, RankedSet> these : asked) {
        these.apply(group).first().ifPresent(e -> firsts.add(runner(e, group.projection())));
      }
    }
    return firsts.stream()
        .filter(first -> first.missing() > 0 && first.hope() >= least)
        .min(BY_HOPE)
        .flatMap(this::next);
  }

  /** The next fold of one trial, empty where all are assigned. */
  private Optional<RunId> next(Runner runner) {
    return order
        .next(history.trial(runner.trial()), folds())
        .map(fold -> new RunId(runner.trial(), fold, history.terms().full().epochs()));
  }

  private int folds() {
    return history.terms().full().folds();
  }

  private int unassigned(Runner runner) {
    return Math.max(0, runner.missing() - running(history.trial(runner.trial())));
  }

  private static int running(Trial trial) {
    int running = 0;
    for (FoldProgress fold : trial.folds().values()) {
      running += fold.running() > 0 ? 1 : 0;
    }
    return running;
  }
}
