package io.finesweep.sweep;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.sampler.RandomSearch;
import io.finesweep.schedule.Asha;
import io.finesweep.schedule.Full;
import io.finesweep.schedule.Hyperband;
import io.finesweep.schedule.LadderShape;
import io.finesweep.schedule.Median;
import io.finesweep.schedule.Perturbation;
import io.finesweep.schedule.Population;
import io.finesweep.schedule.Race;
import io.finesweep.schedule.Schedule;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.space.Template;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sweeps with very many trials and slots, in simulated time, on three folds of nine epochs. */
final class ManyTrials {

  private static final Seeds SEEDS = new Seeds(3);
  private static final long ANY = Long.MAX_VALUE;
  private static final int POPULATION = 10;

  private ManyTrials() {}

  /**
   * A sweep that was played.
   *
   * @param most runs that were outstanding at once
   * @param windows the time that the driver took, each time the trials had grown by so many
   * @param longest nanoseconds from one event to the next
   */
  record Played(History history, int most, List<Window> windows, long longest) {}

  /** A part of a sweep: its events, and the nanoseconds that they took. */
  record Window(int trials, long events, long nanoseconds) {
    double milliseconds() {
      return nanoseconds / 1e6 / events;
    }
  }

  static Schedule schedule(String name, SearchSpace space) {
    return switch (name) {
      case "full" -> new Full();
      case "race" -> Race.overFolds(3, SEEDS);
      case "asha" -> new Asha(LadderShape.DEFAULT, SEEDS);
      case "asha-race" -> Race.afterHalving(LadderShape.DEFAULT, SEEDS);
      case "hyperband" -> new Hyperband(LadderShape.DEFAULT, SEEDS);
      case "median" -> new Median(LadderShape.DEFAULT, SEEDS);
      case "pbt" ->
          new Population(
              POPULATION, LadderShape.DEFAULT, new Perturbation(space, path -> false), SEEDS);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The same loop as ever, with so many trials and slots. */
  static Played played(String schedule, int trials, int slots) throws InterruptedException {
    SearchSpace space = Spaces.mixed();
    SweepSpec spec =
        new SweepSpec(
            "many",
            space,
            new Template(new Template.Node.Section(Map.of())),
            Histories.terms(Goal.MAXIMIZE, 3, 9),
            new Limits(trials, ANY, ANY, ANY),
            new SweepSpec.Rules(2, 3),
            SEEDS,
            new Experiment("fake", Settings.EMPTY, Settings.EMPTY, List.of("score"), "file:/x"));
    InventedScores scores = new InventedScores(spec);
    Pace pace = new Pace.Spread(1000, 9);
    SimulatedRunner runner = new SimulatedRunner(slots, task -> outcome(task, scores, pace));
    Sweep sweep =
        new Sweep(
            spec, new RandomSearch(space), schedule(schedule, space), new Forgetful(), runner);
    Watch watch = new Watch(Math.max(1, trials / 10));
    sweep.listen((history, recorded) -> watch.accept(history));
    sweep.open("many");
    new SweepLoop(sweep, runner, epoch -> {}).run();
    return new Played(sweep.history(), watch.most, watch.windows, watch.longest);
  }

  private static SimulatedRunner.Outcome outcome(FoldTask task, InventedScores scores, Pace pace) {
    FoldTask.Checkpoint checkpoint = task.from();
    int epochs = task.run().epochs() - (checkpoint == null ? 0 : checkpoint.epochs());
    long milliseconds =
        Math.max(1, Math.round(epochs * pace.milliseconds(task.run().trial(), SEEDS)));
    return new SimulatedRunner.Outcome(scores.report(task, milliseconds), milliseconds);
  }

  /** Takes the time from event to event. */
  private static final class Watch {
    private final int each;
    private final List<Window> windows = new ArrayList<>();
    private int most;
    private long longest;
    private long last = System.nanoTime();
    private long began = last;
    private long events;
    private int next;

    Watch(int each) {
      this.each = each;
      this.next = each;
    }

    void accept(History history) {
      long now = System.nanoTime();
      longest = Math.max(longest, now - last);
      last = now;
      events++;
      most = Math.max(most, history.outstanding().size());
      if (history.trials().size() >= next) {
        windows.add(new Window(next, events, now - began));
        next += each;
        began = now;
        events = 0;
      }
    }
  }
}
