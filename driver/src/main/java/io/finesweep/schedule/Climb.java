package io.finesweep.schedule;

import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.RungMembers;
import io.finesweep.history.Trial;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Budget;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.util.Map;
import java.util.Optional;

/**
 * The way up a ladder that asynchronous schedules share: a trial climbs the epochs on one fold and
 * then goes from fold to fold, and waits at each rung until it deserves the next. A free slot looks
 * from the top; what is promoted goes on from its checkpoint. Nothing that waits is given up: it
 * may be promoted as long as the sweep lasts.
 *
 * @param shape of the ladder
 * @param cut which trials deserve the next rung
 * @param entrance where trials begin
 */
record Climb(LadderShape shape, Cut cut, Entrance entrance, FoldOrder order) {

  Climb(LadderShape shape, Cut cut, Entrance entrance, Seeds seeds) {
    this(shape, cut, entrance, new FoldOrder(seeds));
  }

  /** What to do with a free slot on the way to a complete trial. */
  Decision next(History history, Situation situation) {
    return next(history, situation, history.terms().full());
  }

  /** The same where the ladder ends at {@code top}; what stands there or above is left alone. */
  Decision next(History history, Situation situation, Budget top) {
    return new Step(this, shape.ladder(top), history, situation).decision();
  }

  /** One decision. */
  private record Step(Climb climb, Ladder ladder, History history, Situation situation) {

    Decision decision() {
      Probes probes = isChosen() ? null : new Probes(history, ladder);
      if (probes != null && probes.choice().isPresent()) {
        return new Decision.Choose(probes.choice().get());
      }
      int lowest = lowest();
      Optional<RunId> run =
          unbegun(lowest)
              .or(this::between)
              .or(() -> probes == null ? Optional.empty() : climbing(probes))
              .or(() -> promoted(lowest))
              .or(() -> probes == null ? belowLowest(lowest) : Optional.empty());
      if (run.isEmpty() && mayStart(lowest)) {
        return new Decision.Start(
            climb.order.fold(0, folds()),
            ladder.rung(entrance(history.trials().size(), lowest)).epochs());
      }
      return run.or(() -> atLast(lowest))
          .<Decision>map(Decision.Promote::new)
          .orElse(new Decision.Wait());
    }

    private boolean isChosen() {
      return climb.shape.isGiven()
          || history.lowestRung().isPresent()
          || ladder.lastOfOneFold() < 2;
    }

    private int lowest() {
      return history.lowestRung().map(ladder.rungs()::indexOf).filter(i -> i > 0).orElse(0);
    }

    private int folds() {
      return history.terms().full().folds();
    }

    private int entrance(int trial, int lowest) {
      return climb.entrance.rung(trial, lowest, ladder, history);
    }

    private boolean mayStart(int lowest) {
      return situation.trials() > 0
          && situation.affords(ladder.rung(entrance(history.trials().size(), lowest)).epochs());
    }

    /** A trial that was started without a run, or may begin again. */
    private Optional<RunId> unbegun(int lowest) {
      if (history.unbegun().isEmpty()) {
        return Optional.empty();
      }
      int trial = history.unbegun().first();
      return run(history.trial(trial), ladder.rung(entrance(trial, lowest)));
    }

    /** A trial that stands between two rungs goes on to the next one. */
    private Optional<RunId> between() {
      for (Budget place : history.rungsReached().descendingSet()) {
        if (ladder.isBetween(place)) {
          Optional<RunId> run = best(place, ladder.above(place));
          if (run.isPresent()) {
            return run;
          }
        }
      }
      return Optional.empty();
    }

    private Optional<RunId> climbing(Probes probes) {
      return probes.climbing().flatMap(p -> run(p, ladder.above(p.reached().orElseThrow())));
    }

    /** The best trial of the highest rung where one deserves the next; {@code lowest} or above. */
    private Optional<RunId> promoted(int lowest) {
      for (int rung = ladder.size() - 2; rung >= lowest; rung--) {
        RungMembers members = history.rung(ladder.rung(rung));
        if (!members.waiting().isEmpty() && climb.cut.passes(members, ladder)) {
          Optional<RunId> run = best(ladder.rung(rung), ladder.rung(rung + 1));
          if (run.isPresent()) {
            return run;
          }
        }
      }
      return Optional.empty();
    }

    /** Trials that began before the lowest rung was chosen come up to it. */
    private Optional<RunId> belowLowest(int lowest) {
      for (int rung = lowest - 1; rung >= 0; rung--) {
        Optional<RunId> run = best(ladder.rung(rung), ladder.rung(lowest));
        if (run.isPresent()) {
          return run;
        }
      }
      return Optional.empty();
    }

    /** What is left to do when no trial can be started any more. */
    private Optional<RunId> atLast(int lowest) {
      boolean isLimited =
          isLeft(situation.foldRuns())
              || isLeft(situation.epochs())
              || isLeft(situation.milliseconds())
              || isLeft(situation.held());
      for (int rung = ladder.size() - 2; rung >= 0; rung--) {
        RungMembers members = history.rung(ladder.rung(rung));
        boolean passes =
            isLimited
                || (rung >= lowest
                    && !members.waiting().isEmpty()
                    && climb.cut.passesAtLast(members, ladder));
        Optional<RunId> run =
            passes ? best(ladder.rung(rung), ladder.rung(rung + 1)) : Optional.empty();
        if (run.isPresent()) {
          return run;
        }
      }
      return Optional.empty();
    }

    private static boolean isLeft(long amount) {
      return amount > 0 && amount < Long.MAX_VALUE;
    }

    private Optional<RunId> best(Budget from, Budget to) {
      return history.rung(from).waiting().first().flatMap(e -> run(history.trial(e.trial()), to));
    }

    /**
     * The next run of a trial on its way to a rung; empty where the budget left does not pay it.
     */
    private Optional<RunId> run(Trial trial, Budget to) {
      for (Map.Entry<Integer, FoldProgress> fold : trial.folds().entrySet()) {
        int seen = fold.getValue().epochs();
        if (seen > 0 && seen < to.epochs()) {
          return situation.pays(to.epochs() - seen)
              ? Optional.of(new RunId(trial.number(), fold.getKey(), to.epochs()))
              : Optional.empty();
        }
      }
      return climb
          .order
          .next(trial, folds())
          .filter(
              fold ->
                  trial.fold(fold).isPresent()
                      ? situation.pays(to.epochs())
                      : situation.affords(to.epochs()))
          .map(fold -> new RunId(trial.number(), fold, to.epochs()));
    }
  }
}
