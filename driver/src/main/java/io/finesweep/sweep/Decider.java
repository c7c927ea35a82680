package io.finesweep.sweep;

import io.finesweep.history.Event;
import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.sampler.Sampler;
import io.finesweep.sampler.Situation;
import io.finesweep.schedule.Decision;
import io.finesweep.schedule.Schedule;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a sweep does next: the events that a free slot leads to, as a function of the history alone,
 * so that a journal can be replayed.
 */
final class Decider {

  private final SweepSpec spec;
  private final Sampler sampler;
  private final Schedule schedule;
  private int exhaustedAt = -1;
  private String whyExhausted = "";

  Decider(SweepSpec spec, Sampler sampler, Schedule schedule) {
    this.spec = spec;
    this.sampler = sampler;
    this.schedule = schedule;
  }

  /** A lost run that is to be assigned again, before anything new. */
  Optional<Event.Assigned> again(History history) {
    if (history.lost().isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<RunId, Integer> lost = history.lost().entrySet().iterator().next();
    return Optional.of(assigned(lost.getKey(), lost.getValue() + 1, last(history)));
  }

  /**
   * What follows when nothing is lost: the last event assigns a run, or only the first few of its
   * kind are to be recorded and the question is to be asked again; none where the slot stays free.
   */
  List<Event> next(History history) {
    // Not the clock but the last event says how late it is: the decision can be replayed.
    Situation situation = spec.limits().situation(history, history.slots());
    // A space that had no point for this trial has none later: only trials take points.
    boolean isExhausted = exhaustedAt == history.trials().size();
    return decided(history, isExhausted ? situation.exhausted() : situation);
  }

  /** Why no further trial was started though the budget pays for one; empty where one was. */
  Optional<String> whyExhausted(History history) {
    return exhaustedAt == history.trials().size() ? Optional.of(whyExhausted) : Optional.empty();
  }

  private List<Event> decided(History history, Situation situation) {
    long runs = history.totals().foldRuns();
    RandomGenerator random = spec.seeds().generator("schedule", history.trials().size(), runs);
    Decision decision = schedule.next(history, situation, random);
    if (decision instanceof Decision.Start start) {
      return start(history, situation, start);
    } else if (decision instanceof Decision.Promote promote) {
      RunId run = promote.run();
      Optional<FoldProgress> fold = history.trial(run.trial()).fold(run.fold());
      int attempt = fold.map(progress -> progress.attempt() + 1).orElse(0);
      return List.of(assigned(run, attempt, last(history)));
    } else if (decision instanceof Decision.Fork fork) {
      return fork(history, situation, fork);
    } else if (decision instanceof Decision.Choose choose) {
      return List.of(new Event.RungChosen(choose.lowest(), last(history)));
    }
    return List.of();
  }

  private List<Event> start(History history, Situation situation, Decision.Start start) {
    requireTrialsLeft(situation);
    int number = history.trials().size();
    RandomGenerator random = spec.seeds().generator("sampler", number);
    Optional<Configuration> point = sampler.next(history, situation, random);
    if (point.isEmpty()) {
      exhaustedAt = number;
      whyExhausted = new Exhaustion(spec.space(), sampler.name()).after(history);
      return decided(history, situation.exhausted());
    }
    return List.of(
        new Event.Started(number, point.get(), last(history)),
        assigned(new RunId(number, start.fold(), start.epochs()), 0, last(history) + 1));
  }

  private List<Event> fork(History history, Situation situation, Decision.Fork fork) {
    requireTrialsLeft(situation);
    int number = history.trials().size();
    RunId parent = fork.parent();
    Trial.Origin origin = new Trial.Origin(parent.trial(), parent.epochs(), fork.replaced());
    return List.of(
        new Event.Forked(number, origin, parent.fold(), fork.configuration(), last(history)),
        assigned(new RunId(number, parent.fold(), fork.epochs()), 0, last(history) + 1));
  }

  private void requireTrialsLeft(Situation situation) {
    if (situation.trials() == 0) {
      throw new IllegalStateException(schedule.name() + " starts a trial where none is left.");
    }
  }

  private static Event.Assigned assigned(RunId run, int attempt, long seen) {
    return new Event.Assigned(run, attempt, seen);
  }

  private static long last(History history) {
    return history.totals().lastEvent();
  }
}
