package io.finesweep.analysis;

import io.finesweep.history.Bound;
import io.finesweep.history.Estimate;
import io.finesweep.history.Event;
import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.history.Trial;
import io.finesweep.history.Winner;
import io.finesweep.metric.Objective;
import io.finesweep.trial.Budget;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All trials of a sweep, best first: those that were trained further before those that were not,
 * then by the mean of the objective over folds, ties to the older; those that pass a bound after
 * them, failed and diverged ones last. The first is the {@link Winner}, which may be a cheaper one
 * than the trial with the best mean if folds cannot tell the two apart. With several objectives, in
 * place of the mean: the front that a trial lies on among those trained as far, then the
 * hypervolume that it alone dominates.
 *
 * @param hypervolume with several objectives, what the first front of the trials trained furthest
 *     dominates, up to a point a tenth of their range beyond the worst; empty with one
 */
public record Ranking(List<Standing> standings, OptionalDouble hypervolume) {

  public Ranking {
    standings = List.copyOf(standings);
  }

  /**
   * The ranking after these events.
   *
   * @param history what they add up to
   */
  public static Ranking of(History history, Iterable<Recorded> events) {
    Map<RunId, SortedMap<String, Double>> measured = new HashMap<>();
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Event.Finished finished
          && finished.result() instanceof FoldResult.Scored scored) {
        measured.put(finished.run(), scored.metrics());
      }
    }
    List<Standing> standings = new ArrayList<>();
    for (Trial trial : history.trials()) {
      standings.add(standing(trial, history, measured));
    }
    List<Objective> objectives = history.terms().objectives();
    standings.sort(order(objectives));
    OptionalDouble hypervolume = OptionalDouble.empty();
    if (objectives.size() > 1) {
      Fronts fronts = Fronts.of(standings, objectives);
      standings = new ArrayList<>(fronts.standings());
      hypervolume = fronts.hypervolume();
    }
    int winner = Winner.of(history).map(Trial::number).orElse(-1);
    standings.sort(Comparator.comparing(standing -> standing.number() != winner));
    List<Standing> ranked = new ArrayList<>();
    for (Standing standing : standings) {
      ranked.add(standing.ranked(ranked.size() + 1));
    }
    return new Ranking(ranked, hypervolume);
  }

  /** The first trial, empty where not even that one may win. */
  public Optional<Standing> winner() {
    return standings.stream()
        .filter(standing -> standing.reason().isEmpty() && !standing.metrics().isEmpty())
        .findFirst();
  }

  private static Standing standing(
      Trial trial, History history, Map<RunId, SortedMap<String, Double>> measured) {
    Budget reached = reached(trial);
    SortedMap<String, Estimate> metrics = new TreeMap<>();
    if (reached != null) {
      Map<String, List<Double>> values = new HashMap<>();
      for (int fold : trial.folds().keySet()) {
        measured
            .getOrDefault(new RunId(trial.number(), fold, reached.epochs()), new TreeMap<>())
            .forEach((name, v) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(v));
      }
      values.forEach((name, list) -> Estimate.of(list).ifPresent(e -> metrics.put(name, e)));
    }
    Trial.Status status = trial.status(history.terms().full());
    return new Standing(
        0,
        0,
        trial.number(),
        status,
        trial.configuration(),
        reached,
        metrics,
        reason(trial, history.terms()));
  }

  /** The highest epochs that any fold was measured at, and how many folds were measured there. */
  private static @org.jspecify.annotations.Nullable Budget reached(Trial trial) {
    int epochs = trial.folds().values().stream().mapToInt(FoldProgress::epochs).max().orElse(0);
    if (epochs == 0) {
      return null;
    }
    int folds =
        (int) trial.folds().values().stream().filter(f -> f.rung(epochs).isPresent()).count();
    return new Budget(folds, epochs);
  }

  private static String reason(Trial trial, Terms terms) {
    for (FoldProgress fold : trial.folds().values()) {
      if (fold.ending() instanceof FoldResult.Failed failed) {
        return failed.failure().reason();
      } else if (fold.ending() instanceof FoldResult.Diverged diverged) {
        return "Its numbers were no longer finite in epoch " + diverged.epoch() + ".";
      }
    }
    return trial.isRefused(terms) ? "It breaks " + Bound.any(terms.bounds()) + "." : "";
  }

  private static int group(Standing standing, List<Objective> objectives) {
    boolean broken =
        standing.status() == Trial.Status.FAILED || standing.status() == Trial.Status.DIVERGED;
    if (broken || !standing.reason().isEmpty()) {
      return broken ? 3 : 2;
    }
    return Fronts.isSound(standing, objectives) ? 0 : 1;
  }

  private static Comparator<Standing> order(List<Objective> objectives) {
    Objective first = objectives.get(0);
    return Comparator.<Standing>comparingInt(s -> group(s, objectives))
        .thenComparingInt(s -> s.reached() == null ? 0 : -s.reached().epochs())
        .thenComparingInt(s -> s.reached() == null ? 0 : -s.reached().folds())
        .thenComparingDouble(
            s ->
                s.metric(first.metric())
                    .map(e -> first.goal().loss(e.mean()))
                    .orElse(Double.POSITIVE_INFINITY))
        .thenComparingInt(Standing::number);
  }
}
