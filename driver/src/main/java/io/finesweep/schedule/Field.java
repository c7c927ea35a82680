package io.finesweep.schedule;

import io.finesweep.history.FoldModel;
import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.history.TrialLosses;
import io.finesweep.sampler.Normal;
import io.finesweep.trial.RunId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The trials of a race and how much hope each has to beat the leader, best hope first; of equal
 * hope the older.
 */
final class Field {

  private static final int LEADERS = 10;

  private final History history;
  private final FoldOrder order;
  private final FoldModel model;
  private final List<Runner> runners;

  private Field(History history, FoldOrder order, FoldModel model, List<Runner> runners) {
    this.history = history;
    this.order = order;
    this.model = model;
    this.runners = runners;
  }

  /**
   * A trial in the race.
   *
   * @param mean what the mean loss over all folds will be
   * @param hope the probability that this is better than the leader's
   * @param missing how many folds were not measured
   */
  private record Runner(int trial, double mean, double hope, int missing) {}

  /** The field at all epochs. */
  static Field of(History history, TrialLosses[] losses, FoldOrder order) {
    FoldModel model = FoldModel.of(losses, history.terms().full().folds());
    double leader = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < losses.length; trial++) {
      if (losses[trial].count() >= 2) {
        double cautious = model.fullMean(trial) + Math.sqrt(model.fullVariance(trial));
        leader = Math.min(leader, cautious);
      }
    }
    List<Runner> runners = new ArrayList<>();
    for (int trial = 0; trial < losses.length; trial++) {
      if (losses[trial].count() > 0) {
        double mean = model.fullMean(trial);
        double deviation = Math.sqrt(model.fullVariance(trial));
        int missing = history.terms().full().folds() - losses[trial].count();
        runners.add(new Runner(trial, mean, hope(leader - mean, deviation), missing));
      }
    }
    runners.sort(
        Comparator.comparingDouble((Runner r) -> -r.hope())
            .thenComparingDouble(Runner::mean)
            .thenComparingInt(Runner::trial));
    return new Field(history, order, model, runners);
  }

  private static double hope(double lead, double deviation) {
    if (deviation > 0) {
      return Normal.cumulative(lead / deviation);
    }
    return lead >= 0 ? 1 : 0;
  }

  /** Whether trials can be compared fold by fold. */
  boolean isFitted() {
    return model.isFitted();
  }

  /** How many folds of the leaders were neither measured nor are under way. */
  int missingOfLeaders() {
    int missing = 0;
    for (Runner leader : leaders()) {
      Trial trial = history.trial(leader.trial());
      int running = running(trial);
      missing += Math.max(0, leader.missing() - running);
    }
    return missing;
  }

  /** The trials with the best means to be expected. */
  private List<Runner> leaders() {
    return runners.stream()
        .sorted(Comparator.comparingDouble(Runner::mean).thenComparingInt(Runner::trial))
        .limit(LEADERS)
        .toList();
  }

  /** The next fold of the leader with the greatest hope; one of which nothing runs comes first. */
  Optional<RunId> ofLeaders() {
    List<Runner> leaders = new ArrayList<>(leaders());
    leaders.sort(
        Comparator.comparingInt((Runner r) -> running(history.trial(r.trial())) == 0 ? 0 : 1)
            .thenComparingDouble(r -> -r.hope())
            .thenComparingDouble(Runner::mean)
            .thenComparingInt(Runner::trial));
    return first(leaders, 0);
  }

  /** The next fold of the most hopeful trial of which nothing runs. */
  Optional<RunId> idle(double least) {
    return first(
        runners.stream().filter(r -> running(history.trial(r.trial())) == 0).toList(), least);
  }

  /** The next fold of the most hopeful trial, whatever of it runs. */
  Optional<RunId> anyway(double least) {
    return first(runners, least);
  }

  private Optional<RunId> first(List<Runner> wanted, double least) {
    int folds = history.terms().full().folds();
    for (Runner runner : wanted) {
      if (runner.missing() > 0 && runner.hope() >= least) {
        Optional<Integer> fold = order.next(history.trial(runner.trial()), folds);
        if (fold.isPresent()) {
          return Optional.of(
              new RunId(runner.trial(), fold.get(), history.terms().full().epochs()));
        }
      }
    }
    return Optional.empty();
  }

  private static int running(Trial trial) {
    int running = 0;
    for (FoldProgress fold : trial.folds().values()) {
      running += fold.running() > 0 ? 1 : 0;
    }
    return running;
  }
}
