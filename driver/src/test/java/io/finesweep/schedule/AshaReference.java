package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.FoldProgress;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.metric.Goal;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Budget;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Successive halving by the book, which looks at every trial each time. */
final class AshaReference {

  private static final LadderShape SHAPE = new LadderShape(3, List.of(1, 3, 9));
  private static final Seeds SEEDS = new Seeds(42);

  /** Where each trial has been and what it came to there; NaN where it broke on the way. */
  private final Map<Budget, Map<Integer, Double>> reached = new HashMap<>();

  private final Set<Integer> busy = new HashSet<>();
  private final Set<Integer> broken = new HashSet<>();
  private final Ladder ladder;
  private final int folds;

  private AshaReference(int folds) {
    this.folds = folds;
    this.ladder = SHAPE.ladder(new Budget(folds, 9));
  }

  /** Plays a random sweep of 300 events and compares each decision. */
  static void compare(RandomGenerator random, int folds) {
    AshaReference reference = new AshaReference(folds);
    Schedule schedule = new Asha(SHAPE, SEEDS);
    Histories writer = Histories.of(Goal.MINIMIZE, folds, 9);
    for (int step = 0; step < 300; step++) {
      History history = writer.history();
      if (history.outstanding().size() < 4 && history.lost().isEmpty()) {
        Situation situation = new Situation(4, 1, 99, 999, Long.MAX_VALUE);
        Decision decision = schedule.next(history, situation, random);
        assertThat(decision).isEqualTo(reference.decided(history));
        reference.assign(writer, decision);
      } else {
        reference.end(writer, random);
      }
    }
    assertThat(writer.history().rung(new Budget(1, 9)).reached().size()).isPositive();
  }

  private void assign(Histories writer, Decision decision) {
    int number = writer.history().trials().size();
    if (decision instanceof Decision.Start start) {
      busy.add(number);
      writer.start(ScheduleContract.point(number));
      writer.assign(new RunId(number, start.fold(), start.epochs()));
    } else {
      RunId run = ((Decision.Promote) decision).run();
      busy.add(run.trial());
      writer.assign(run);
    }
  }

  /** Ends a random run well, badly, or by losing it, or assigns a lost one again. */
  private void end(Histories writer, RandomGenerator random) {
    History history = writer.history();
    if (!history.lost().isEmpty()) {
      writer.assign(history.lost().firstKey());
      return;
    }
    List<RunId> runs = List.copyOf(history.outstanding().keySet());
    RunId run = runs.get(random.nextInt(runs.size()));
    int kind = random.nextInt(12);
    if (kind == 0) {
      int attempt = history.trial(run.trial()).fold(run.fold()).orElseThrow().attempt();
      writer.record(new Event.Lost(run, attempt, "gone", Event.Blame.THE_RUN));
      return;
    }
    FoldResult result =
        kind == 1 ? Histories.diverged() : Histories.scored(random.nextInt(40) / 10.0);
    writer.finish(run.trial(), run.fold(), result);
    busy.remove(run.trial());
    Trial trial = writer.history().trial(run.trial());
    if (kind == 1) {
      broken.add(run.trial());
      note(new Budget(losses(trial, run.epochs()).size() + 1, run.epochs()), trial, Double.NaN);
    } else {
      List<Double> losses = losses(trial, run.epochs());
      double mean = losses.stream().mapToDouble(d -> d).sum() / losses.size();
      note(new Budget(losses.size(), run.epochs()), trial, mean);
    }
  }

  private void note(Budget rung, Trial trial, double loss) {
    reached.computeIfAbsent(rung, r -> new HashMap<>()).put(trial.number(), loss);
  }

  private static List<Double> losses(Trial trial, int epochs) {
    List<Double> losses = new ArrayList<>();
    for (FoldProgress fold : trial.folds().values()) {
      fold.rung(epochs).ifPresent(rung -> losses.add(rung.values()[0]));
    }
    return losses;
  }

  private Decision decided(History history) {
    for (int measured = folds - 1; measured > 0; measured--) {
      Budget at = new Budget(measured, 9);
      for (int number = 0; number < history.trials().size(); number++) {
        if (!ladder.rungs().contains(at) && isBestWaiting(number, at)) {
          return promoted(history, number);
        }
      }
    }
    for (int rung = ladder.size() - 2; rung >= 0; rung--) {
      Map<Integer, Double> members = reached.getOrDefault(ladder.rung(rung), Map.of());
      int places = members.size() / 3;
      List<Integer> ranked = new ArrayList<>(members.keySet());
      Budget at = ladder.rung(rung);
      ranked.sort(Comparator.<Integer>comparingDouble(t -> loss(t, at)).thenComparing(t -> t));
      long promoted = ranked.stream().filter(t -> hasLeft(t, at)).count();
      for (int trial : ranked.subList(0, places)) {
        if (promoted < places && isWaiting(trial, at)) {
          return promoted(history, trial);
        }
      }
    }
    return new Decision.Start(new FoldOrder(SEEDS).fold(0, folds), 1);
  }

  private boolean hasLeft(int trial, Budget rung) {
    return !isWaiting(trial, rung) && !Double.isNaN(loss(trial, rung));
  }

  private double loss(int trial, Budget rung) {
    return reached.getOrDefault(rung, Map.of()).getOrDefault(trial, Double.NaN);
  }

  private boolean isWaiting(int trial, Budget rung) {
    return rung.equals(furthest(trial)) && !busy.contains(trial) && !broken.contains(trial);
  }

  private boolean isBestWaiting(int trial, Budget rung) {
    return isWaiting(trial, rung)
        && reached.getOrDefault(rung, Map.of()).keySet().stream()
            .filter(other -> isWaiting(other, rung))
            .min(Comparator.<Integer>comparingDouble(t -> loss(t, rung)).thenComparing(t -> t))
            .orElseThrow()
            .equals(trial);
  }

  private @Nullable Budget furthest(int trial) {
    return reached.entrySet().stream()
        .filter(rung -> rung.getValue().containsKey(trial))
        .map(Map.Entry::getKey)
        .filter(rung -> !Double.isNaN(loss(trial, rung)))
        .max(Comparator.comparingInt(Budget::epochs).thenComparingInt(Budget::folds))
        .orElse(null);
  }

  private Decision promoted(History history, int number) {
    Trial trial = history.trial(number);
    Budget at = furthest(number);
    if (at != null && at.epochs() < 9) {
      return new Decision.Promote(new RunId(number, trial.folds().firstKey(), at.epochs() * 3));
    }
    FoldOrder order = new FoldOrder(SEEDS);
    for (int place = 0; place < folds; place++) {
      if (trial.fold(order.fold(place, folds)).isEmpty()) {
        return new Decision.Promote(new RunId(number, order.fold(place, folds), 9));
      }
    }
    throw new AssertionError(trial + " has no fold left.");
  }
}
