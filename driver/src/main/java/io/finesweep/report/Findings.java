package io.finesweep.report;

import io.finesweep.analysis.Coverage;
import io.finesweep.analysis.Effects;
import io.finesweep.analysis.Importance;
import io.finesweep.analysis.Leaders;
import io.finesweep.analysis.Occupancy;
import io.finesweep.analysis.Performance;
import io.finesweep.analysis.Progression;
import io.finesweep.analysis.Ranking;
import io.finesweep.analysis.RungLevel;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Objective;
import io.finesweep.space.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything that a report computes from a sweep, once. */
record Findings(
    SweepRecord sweep,
    History history,
    Ranking ranking,
    Optional<Leaders> leaders,
    Optional<Importance> importance,
    Effects effects,
    Coverage coverage,
    List<RungLevel> rungs,
    Progression progression,
    Occupancy occupancy,
    List<Performance> performance) {

  static Findings of(SweepRecord sweep) {
    History history = History.of(sweep.terms(), sweep.events());
    Ranking ranking = Ranking.of(history, sweep.events());
    Optional<Importance> importance = Importance.of(history, sweep.parameters());
    return new Findings(
        sweep,
        history,
        ranking,
        Leaders.of(history, ranking, sweep.share()),
        importance,
        Effects.of(history, sweep.parameters()),
        Coverage.of(
            history.trials().stream().map(Trial::configuration).toList(),
            byImportance(sweep.parameters(), importance)),
        RungLevel.of(history),
        Progression.of(history, sweep.events()),
        Occupancy.of(sweep.events()),
        performance(sweep, ranking));
  }

  private static List<Parameter> byImportance(
      List<Parameter> parameters, Optional<Importance> importance) {
    List<String> best =
        importance.stream()
            .flatMap(i -> i.parameters().stream().map(Importance.Share::path))
            .toList();
    List<Parameter> sorted = new ArrayList<>(parameters);
    sorted.sort(
        Comparator.comparingInt(
            p -> best.contains(p.path()) ? best.indexOf(p.path()) : best.size()));
    return sorted;
  }

  private static List<Performance> performance(SweepRecord sweep, Ranking ranking) {
    return ranking
        .winner()
        .map(s -> Performance.of(sweep.evidence().predictions().apply(s.number())))
        .orElse(List.of());
  }

  Objective objective() {
    return sweep.terms().objectives().get(0);
  }

  /** The model that came out, empty where there is none yet. */
  Optional<Event.Refitted> refit() {
    return history.refits().values().stream().reduce((first, last) -> last);
  }

  /** What the answers of that model rest on. */
  Optional<Explanation> explanation() {
    return refit().flatMap(refit -> sweep.evidence().explanation().apply(refit.trial()));
  }

  /** Those that failed, diverged or pass a bound. */
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
