package io.finesweep.store;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the events tell of one trial beyond what the history keeps: all metrics, and times. */
final class TrialLedger {

  private final long started;
  private final SortedMap<Integer, SortedMap<Integer, Map<String, Double>>> metrics =
      new TreeMap<>();
  private @Nullable Long ended;
  private long milliseconds;

  /** The ledger of a trial that was started at this time. */
  TrialLedger(long started) {
    this.started = started;
  }

  /** When the trial was started, in milliseconds since 1970 UTC. */
  long started() {
    return started;
  }

  /** When its latest run ended, null before the first. */
  @Nullable Long ended() {
    return ended;
  }

  /** The work in it: the sum over its runs. */
  long milliseconds() {
    return milliseconds;
  }

  void add(Recorded recorded, Event.Finished finished) {
    ended = recorded.at();
    milliseconds += finished.result().usage().milliseconds();
    if (finished.result() instanceof FoldResult.Scored scored) {
      RunId run = finished.run();
      metrics
          .computeIfAbsent(run.epochs(), epochs -> new TreeMap<>())
          .put(run.fold(), scored.metrics());
    }
  }

  /**
   * The highest epochs that all its measured folds have in common; where they have none, those that
   * most of them have. 0 where nothing was measured.
   */
  int commonEpochs() {
    int best = 0;
    int most = 0;
    for (var rung : metrics.entrySet()) {
      if (rung.getValue().size() >= most) {
        most = rung.getValue().size();
        best = rung.getKey();
      }
    }
    return best;
  }

  /** How many folds were measured at these epochs. */
  int folds(int epochs) {
    return metrics.getOrDefault(epochs, new TreeMap<>()).size();
  }

  /**
   * A metric's values at these epochs, folds ascending; folds where it is not defined are absent.
   */
  List<Double> values(String metric, int epochs) {
    SortedMap<Integer, Map<String, Double>> rung = metrics.getOrDefault(epochs, new TreeMap<>());
    List<Double> values = new ArrayList<>();
    for (int fold : new TreeSet<>(rung.keySet())) {
      Double value = rung.getOrDefault(fold, Map.of()).get(metric);
      if (value != null && !value.isNaN()) {
        values.add(value);
      }
    }
    return values;
  }
}
