package io.finesweep.analysis;

import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.metric.Goal;
import io.finesweep.trial.Budget;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the best mean of the first objective grew while the sweep worked.
 *
 * @param steps where the best trial, or what is known of it, changed
 * @param ended when each trial's last run ended, by number: milliseconds of work on the sweep
 */
public record Progression(List<Step> steps, SortedMap<Integer, Long> ended) {

  public Progression {
    steps = List.copyOf(steps);
  }

  /**
   * From here on, this was the best.
   *
   * @param elapsed milliseconds of work on the sweep
   * @param reached how far it had been trained; further trained ones are preferred, as in the
   *     ranking
   */
  public record Step(long elapsed, int trial, double value, Budget reached) {}

  /** The progression of the sweep that {@code history} is of. */
  public static Progression of(History history, Iterable<Recorded> events) {
    Walk walk = new Walk(history);
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Event.Finished finished) {
        walk.ended.put(finished.run().trial(), recorded.elapsed());
        if (finished.result() instanceof FoldResult.Scored scored) {
          walk.add(recorded.elapsed(), finished.run(), scored.metrics());
        }
      }
    }
    return new Progression(walk.steps, walk.ended);
  }

  /** What is known on the way. */
  private static final class Walk {
    private final String metric;
    private final Goal goal;
    private final int folds;
    private final boolean[] broken;
    private final Map<Integer, SortedMap<Integer, double[]>> values = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final SortedMap<Integer, Long> ended = new TreeMap<>();

    Walk(History history) {
      this.metric = history.terms().objectives().get(0).metric();
      this.goal = history.terms().objectives().get(0).goal();
      this.folds = history.terms().full().folds();
      this.broken = new boolean[history.trials().size()];
      for (int number = 0; number < broken.length; number++) {
        broken[number] = history.trial(number).isBroken();
      }
    }

    void add(long elapsed, RunId run, SortedMap<String, Double> metrics) {
      Double value = metrics.get(metric);
      if (value == null || value.isNaN() || broken[run.trial()]) {
        return;
      }
      SortedMap<Integer, double[]> rungs =
          values.computeIfAbsent(run.trial(), trial -> new TreeMap<>());
      double[] byFold =
          rungs.computeIfAbsent(
              run.epochs(),
              epochs -> {
                double[] none = new double[folds];
                Arrays.fill(none, Double.NaN);
                return none;
              });
      byFold[run.fold()] = value;
      int furthest = rungs.lastKey();
      double[] last = rungs.getOrDefault(furthest, byFold);
      Step now = step(elapsed, run.trial(), furthest, last);
      if (steps.isEmpty() || replaces(now, steps.get(steps.size() - 1))) {
        steps.add(now);
      }
    }

    private static Step step(long elapsed, int trial, int epochs, double[] byFold) {
      double[] measured = Arrays.stream(byFold).filter(v -> !Double.isNaN(v)).toArray();
      double mean = Arrays.stream(measured).average().orElse(Double.NaN);
      return new Step(elapsed, trial, mean, new Budget(measured.length, epochs));
    }

    private boolean replaces(Step now, Step best) {
      if (now.reached().epochs() != best.reached().epochs()) {
        return now.reached().epochs() > best.reached().epochs();
      } else if (now.reached().folds() != best.reached().folds()) {
        return now.reached().folds() > best.reached().folds();
      }
      return goal.loss(now.value()) < goal.loss(best.value());
    }
  }
}
