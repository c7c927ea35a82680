package io.finesweep.history;

import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Failure;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A history that tests write event by event. */
public final class Histories {

  public static final Usage USAGE = new Usage("here", "driver", "test", 0, 1, 1);

  private History history;
  private final List<Recorded> events = new ArrayList<>();

  private Histories(History history) {
    this.history = history;
  }

  /** An empty history with one objective, {@code score}. */
  public static Histories of(Goal goal, int folds, int epochs) {
    return new Histories(History.empty(terms(goal, folds, epochs)));
  }

  /** An empty history that is read by {@code terms}. */
  public static Histories of(Terms terms) {
    return new Histories(History.empty(terms));
  }

  public static Histories after(History history) {
    return new Histories(history);
  }

  public static Terms terms(Goal goal, int folds, int epochs) {
    return new Terms(List.of(new Objective("score", goal)), new Budget(folds, epochs));
  }

  public static FoldResult scored(double score) {
    return new FoldResult.Scored(
        List.of(), new TreeMap<>(Map.of("score", score)), FoldResult.Artifacts.NONE, USAGE);
  }

  public static FoldResult scored(Map<String, Double> metrics) {
    return new FoldResult.Scored(
        List.of(), new TreeMap<>(metrics), FoldResult.Artifacts.NONE, USAGE);
  }

  public static FoldResult failed(String reason) {
    return new FoldResult.Failed(new Failure(reason, ""), USAGE);
  }

  public static FoldResult diverged() {
    return new FoldResult.Diverged(1, List.of(), USAGE);
  }

  public History history() {
    return history;
  }

  /** What was recorded since this writer began. */
  public List<Recorded> events() {
    return List.copyOf(events);
  }

  public Histories record(Event event) {
    long number = history.totals().lastEvent() + 1;
    Recorded recorded = new Recorded(number, number, number, event);
    history = history.with(recorded);
    events.add(recorded);
    return this;
  }

  /** Starts a trial; nothing of it runs yet. */
  public Histories start(Configuration configuration) {
    return record(
        new Event.Started(history.trials().size(), configuration, history.totals().lastEvent()));
  }

  /** Assigns a fold at the full number of epochs. */
  public Histories assign(int trial, int fold) {
    return assign(new RunId(trial, fold, history.terms().full().epochs()));
  }

  public Histories assign(RunId run) {
    int attempt =
        history
            .trial(run.trial())
            .fold(run.fold())
            .map(progress -> progress.attempt() + 1)
            .orElse(0);
    return record(new Event.Assigned(run, attempt, history.totals().lastEvent()));
  }

  /** Ends the outstanding run of a fold. */
  public Histories finish(int trial, int fold, FoldResult result) {
    FoldProgress progress = history.trial(trial).fold(fold).orElseThrow();
    RunId run = new RunId(trial, fold, progress.running());
    return record(new Event.Finished(run, progress.attempt(), result));
  }

  /** Assigns a fold at the full number of epochs and ends it with {@code score}. */
  public Histories score(int trial, int fold, double score) {
    return assign(trial, fold).finish(trial, fold, scored(score));
  }

  /** Starts a trial with one fold and ends it with these metrics. */
  public Histories trial(Configuration configuration, Map<String, Double> metrics) {
    int number = history.trials().size();
    return start(configuration).assign(number, 0).finish(number, 0, scored(metrics));
  }

  /** Starts a trial and scores its first folds. */
  public Histories trial(Configuration configuration, double... scores) {
    int number = history.trials().size();
    start(configuration);
    for (int fold = 0; fold < scores.length; fold++) {
      score(number, fold, scores[fold]);
    }
    return this;
  }
}
