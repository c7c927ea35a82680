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
 * hope the one with the better mean, then the older. It is looked through for each decision, so it
 * keeps no objects of trials that are behind.
 */
final class Field {

  private static final int LEADERS = 10;
  private static final Comparator<Runner> BY_MEAN =
      Comparator.comparingDouble(Runner::mean).thenComparingInt(Runner::trial);
  private static final Comparator<Runner> BY_HOPE =
      Comparator.comparingDouble((Runner r) -> -r.hope()).thenComparing(BY_MEAN);

  private final History history;
  private final FoldOrder order;
  private final FoldModel model;
  private final TrialLosses[] losses;
  private final double leader;

  private Field(History history, TrialLosses[] losses, FoldOrder order) {
    this.history = history;
    this.order = order;
    this.losses = losses;
    this.model = FoldModel.of(losses, history.terms().full().folds());
    double lowest = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < losses.length; trial++) {
      if (losses[trial].count() >= 2) {
        double cautious = model.fullMean(trial) + Math.sqrt(model.fullVariance(trial));
        lowest = Math.min(lowest, cautious);
      }
    }
    this.leader = lowest;
  }

  /**
   * A trial in the race.
   *
   * @param mean what the mean loss over all folds will be
   * @param hope the probability that this is better than the leader's
   * @param missing how many folds were not measured
   */
  private record Runner(int trial, double mean, double hope, int missing) {}

  /** Which trials are asked for their next fold. */
  private enum Asked {
    /** Those of which nothing runs. */
    IDLE,
    /** All. */
    ANY
  }

  /** The field at all epochs. */
  static Field of(History history, TrialLosses[] losses, FoldOrder order) {
    return new Field(history, losses, order);
  }

  private Runner runner(int trial) {
    double mean = model.fullMean(trial);
    double deviation = Math.sqrt(model.fullVariance(trial));
    int missing = history.terms().full().folds() - losses[trial].count();
    return new Runner(trial, mean, hope(leader - mean, deviation), missing);
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
    for (Runner leading : leaders()) {
      missing += Math.max(0, leading.missing() - running(history.trial(leading.trial())));
    }
    return missing;
  }

  /** The trials with the best means to be expected, best first. */
  private List<Runner> leaders() {
    List<Runner> leaders = new ArrayList<>();
    double last = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < losses.length; trial++) {
      if (losses[trial].count() > 0 && model.fullMean(trial) < last) {
        leaders.add(runner(trial));
        leaders.sort(BY_MEAN);
        if (leaders.size() > LEADERS) {
          leaders.remove(LEADERS);
        }
        last = leaders.size() < LEADERS ? last : leaders.get(LEADERS - 1).mean();
      }
    }
    return leaders;
  }

  /** The next fold of the leader with the greatest hope; one of which nothing runs comes first. */
  Optional<RunId> ofLeaders() {
    List<Runner> leaders = leaders();
    leaders.sort(
        Comparator.comparingInt((Runner r) -> running(history.trial(r.trial())) == 0 ? 0 : 1)
            .thenComparing(BY_HOPE));
    return leaders.stream().flatMap(leading -> next(leading, Asked.ANY).stream()).findFirst();
  }

  /** The next fold of the most hopeful trial of which nothing runs. */
  Optional<RunId> idle(double least) {
    return next(Asked.IDLE, least);
  }

  /** The next fold of the most hopeful trial, whatever of it runs. */
  Optional<RunId> anyway(double least) {
    return next(Asked.ANY, least);
  }

  private Optional<RunId> next(Asked asked, double least) {
    Optional<RunId> next = Optional.empty();
    Runner first = null;
    int folds = history.terms().full().folds();
    for (int trial = 0; trial < losses.length; trial++) {
      int count = losses[trial].count();
      if (count > 0 && count < folds) {
        Runner runner = runner(trial);
        if (runner.hope() >= least && (first == null || BY_HOPE.compare(runner, first) < 0)) {
          Optional<RunId> run = next(runner, asked);
          first = run.isPresent() ? runner : first;
          next = run.isPresent() ? run : next;
        }
      }
    }
    return next;
  }

  /** The next fold of one trial, empty where all are assigned, or it is not asked. */
  private Optional<RunId> next(Runner runner, Asked asked) {
    Trial trial = history.trial(runner.trial());
    return runner.missing() == 0 || (asked == Asked.IDLE && running(trial) > 0)
        ? Optional.empty()
        : order
            .next(trial, history.terms().full().folds())
            .map(fold -> new RunId(trial.number(), fold, history.terms().full().epochs()));
  }

  private static int running(Trial trial) {
    int running = 0;
    for (FoldProgress fold : trial.folds().values()) {
      running += fold.running() > 0 ? 1 : 0;
    }
    return running;
  }
}
