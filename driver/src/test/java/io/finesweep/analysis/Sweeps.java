package io.finesweep.analysis;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.metric.Goal;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events that tests write one by one; event n happens after n seconds of work. */
final class Sweeps {

  private final Terms terms;
  private final List<Recorded> events = new ArrayList<>();
  private int trials;

  Sweeps(Goal goal, int folds, int epochs) {
    this.terms = Histories.terms(goal, folds, epochs);
  }

  static Configuration point(double x) {
    return Configuration.of(Map.of("x", new Value.Real(x)));
  }

  Sweeps record(Event event) {
    int number = events.size() + 1;
    events.add(new Recorded(number, number * 1000L, number * 1000L, event));
    return this;
  }

  Sweeps start(Configuration configuration) {
    return record(new Event.Started(trials++, configuration, events.size()));
  }

  Sweeps assign(int trial, int fold, int epochs) {
    return record(new Event.Assigned(new RunId(trial, fold, epochs), 0, events.size()));
  }

  Sweeps finish(int trial, int fold, int epochs, FoldResult result) {
    return record(new Event.Finished(new RunId(trial, fold, epochs), 0, result));
  }

  /** A trial that was measured on its first folds at the full number of epochs. */
  Sweeps trial(Configuration configuration, double... scores) {
    int number = trials;
    start(configuration);
    for (int fold = 0; fold < scores.length; fold++) {
      assign(number, fold, terms.full().epochs());
      finish(number, fold, terms.full().epochs(), Histories.scored(scores[fold]));
    }
    return this;
  }

  List<Recorded> events() {
    return events;
  }

  History history() {
    return History.of(terms, events);
  }

  Ranking ranking() {
    return Ranking.of(history(), events);
  }
}
