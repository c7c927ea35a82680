package io.finesweep.report;

import io.finesweep.analysis.Importance;
import io.finesweep.analysis.Leaders;
import io.finesweep.analysis.Occupancy;
import io.finesweep.analysis.Performance;
import io.finesweep.analysis.Progression;
import io.finesweep.analysis.Ranking;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.metric.Objective;
import java.util.List;
import java.util.Optional;

/** Everything that a report computes from a sweep, once. */
record Findings(
    SweepRecord sweep,
    History history,
    Ranking ranking,
    Optional<Leaders> leaders,
    Optional<Importance> importance,
    Progression progression,
    Occupancy occupancy,
    List<Performance> performance) {

  static Findings of(SweepRecord sweep) {
    History history = History.of(sweep.terms(), sweep.events());
    Ranking ranking = Ranking.of(history, sweep.events());
    return new Findings(
        sweep,
        history,
        ranking,
        Leaders.of(history, ranking, sweep.share()),
        Importance.of(history, sweep.parameters()),
        Progression.of(history, sweep.events()),
        Occupancy.of(sweep.events()),
        performance(sweep, ranking));
  }

  private static List<Performance> performance(SweepRecord sweep, Ranking ranking) {
    return ranking.standings().stream()
        .filter(s -> s.reason().isEmpty() && s.reached() != null)
        .findFirst()
        .map(s -> Performance.of(sweep.predictions().apply(s.number())))
        .orElse(List.of());
  }

  Objective objective() {
    return sweep.terms().objectives().get(0);
  }

  /** The model that came out, empty where there is none yet. */
  Optional<Event.Refitted> refit() {
    return history.refits().values().stream().reduce((first, last) -> last);
  }

  /** Those that failed or diverged. */
  List<Standing> broken() {
    return ranking.standings().stream().filter(s -> !s.reason().isEmpty()).toList();
  }

  /** Those that were measured and did not fail. */
  List<Standing> sound() {
    return ranking.standings().stream()
        .filter(s -> s.reason().isEmpty() && s.metric(objective().metric()).isPresent())
        .toList();
  }
}
