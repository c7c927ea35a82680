package io.finesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.metric.Goal;
import io.finesweep.sampler.RandomSearch;
import io.finesweep.sampler.Sampler;
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
import io.finesweep.sweep.SimulatedRunner.Outcome;
import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any journal can be decided again, and a sweep resumed anywhere goes on as it would have. */
class ReplayTest {

  private static final SearchSpace SPACE = Spaces.mixed();
  private static final Seeds SEEDS = new Seeds(5);
  private static final Template NOTHING = new Template(new Template.Node.Section(Map.of()));

  private static SweepSpec spec() {
    return new SweepSpec(
        "test",
        SPACE,
        NOTHING,
        Histories.terms(Goal.MAXIMIZE, 3, 27),
        new Limits(40, Long.MAX_VALUE, 900, Long.MAX_VALUE),
        new SweepSpec.Rules(2, 3),
        SEEDS,
        new Experiment("fake", Settings.EMPTY, Settings.EMPTY, List.of("score"), "file:/nowhere"));
  }

  private static Sampler sampler() {
    return new RandomSearch(SPACE);
  }

  private static Schedule schedule(String name) {
    return switch (name) {
      case "asha" -> new Asha(LadderShape.DEFAULT, SEEDS);
      case "hyperband" -> new Hyperband(LadderShape.DEFAULT, SEEDS);
      case "race" -> Race.overFolds(3, SEEDS);
      case "asha-race" -> Race.afterHalving(LadderShape.DEFAULT, SEEDS);
      case "pbt" ->
          new Population(10, LadderShape.DEFAULT, new Perturbation(SPACE, path -> false), SEEDS);
      case "median" -> new Median(LadderShape.DEFAULT, SEEDS);
      default -> new Full();
    };
  }

  /** Some runs are lost once, some break; curves of different trials cross. */
  private static Outcome trained(FoldTask task) {
    RunId run = task.run();
    long milliseconds =
        1L + SEEDS.generator("time", run.trial(), run.fold(), run.epochs()).nextInt(1000);
    if (run.trial() % 7 == 2 && task.attempt() == 0) {
      return new Outcome(new Report.Lost(run, 0, "gone", Event.Blame.THE_RUN), milliseconds);
    }
    double end = SEEDS.generator("end", run.trial()).nextDouble();
    double noise = SEEDS.generator("noise", run.trial(), run.fold(), run.epochs()).nextDouble();
    FoldResult result =
        run.trial() % 5 == 3 && run.epochs() > 1
            ? Histories.failed("no luck " + run.trial())
            : Histories.scored(end + noise / run.epochs());
    return new Outcome(new Report.Finished(run, task.attempt(), result), milliseconds);
  }

  private static List<Recorded> run(String schedule, List<Recorded> before, int slots)
      throws InterruptedException {
    MemoryStore store = new MemoryStore(before);
    SimulatedRunner runner = new SimulatedRunner(slots, ReplayTest::trained);
    Sweep sweep = new Sweep(spec(), sampler(), schedule(schedule), store, runner);
    sweep.open("test");
    SweepLoop.Outcome outcome = new SweepLoop(sweep, runner, epoch -> {}).run();
    assertThat(outcome.ending()).isEqualTo(Event.Ending.DONE);
    return store.recorded();
  }

  /** The runs that came to an end, in order, with what they came to. */
  private static List<String> ended(List<Recorded> events) {
    List<String> ended = new ArrayList<>();
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Event.Finished finished) {
        ended.add(finished.run() + " " + finished.result());
      }
    }
    return ended;
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "asha", "hyperband", "median", "race", "asha-race", "pbt"})
  void everyDecisionComesOutAgain(String schedule) throws InterruptedException {
    for (int slots : new int[] {1, 4, 30}) {
      List<Recorded> events = run(schedule, List.of(), slots);
      assertThat(new Replay(spec(), sampler(), schedule(schedule)).difference(events)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "hyperband", "median", "race", "asha-race", "pbt"})
  void everyDecisionOfAResumedSweepComesOutAgain(String schedule) throws InterruptedException {
    List<Recorded> whole = run(schedule, List.of(), 4);
    for (int cut = 0; cut < whole.size(); cut += 17) {
      List<Recorded> events = run(schedule, whole.subList(0, cut), 4);
      assertThat(new Replay(spec(), sampler(), schedule(schedule)).difference(events)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "race"})
  void everyDecisionOfASweepWhoseSlotsCameAndWentComesOutAgain(String schedule)
      throws InterruptedException {
    List<Recorded> whole = run(schedule, List.of(), 30);
    List<Recorded> fewer = run(schedule, whole.subList(0, whole.size() / 3), 2);
    List<Recorded> more = run(schedule, fewer.subList(0, fewer.size() / 2), 9);
    assertThat(new Replay(spec(), sampler(), schedule(schedule)).difference(more)).isEmpty();
  }

  @Test
  void aDecisionThatTheHistoryDoesNotLeadToIsFound() throws InterruptedException {
    List<Recorded> events = new ArrayList<>(run("asha", List.of(), 1));
    Recorded honest =
        events.stream()
            .filter(
                recorded ->
                    recorded.event() instanceof Event.Assigned run && run.run().epochs() > 1)
            .findFirst()
            .orElseThrow();
    Event.Assigned assigned = (Event.Assigned) honest.event();
    int place = events.indexOf(honest);
    RunId other = new RunId(assigned.run().trial(), assigned.run().fold(), 26);
    events.set(
        place,
        new Recorded(
            honest.number(),
            honest.at(),
            honest.elapsed(),
            new Event.Assigned(other, assigned.attempt(), assigned.seen())));
    Replay.Difference difference =
        new Replay(spec(), sampler(), schedule("asha")).difference(events).orElseThrow();
    assertThat(difference.recorded()).isEqualTo(events.get(place));
    assertThat(difference.decided()).containsExactly(assigned);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "hyperband", "median", "race", "asha-race", "pbt"})
  void resumedAfterAnyEventWithOneSlotItEndsTheSame(String schedule) throws InterruptedException {
    List<Recorded> whole = run(schedule, List.of(), 1);
    for (int cut = 0; cut < whole.size(); cut += 5) {
      List<Recorded> resumed = run(schedule, whole.subList(0, cut), 1);
      assertThat(ended(resumed)).isEqualTo(ended(whole));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "hyperband", "median", "race", "asha-race"})
  void spendsItsEpochsAndGivesNothingUpBefore(String schedule) throws InterruptedException {
    History history = History.of(spec().terms(), run(schedule, List.of(), 8));
    long left = 900 - history.totals().epochs();
    assertThat(history.totals().epochs()).isLessThanOrEqualTo(900);
    // What still waits costs more than what is left.
    for (int number = 0; number < history.trials().size(); number++) {
      var trial = history.trial(number);
      if (!trial.isBroken() && trial.reached().orElseThrow().epochs() < 27) {
        assertThat(
                LadderShape.DEFAULT
                        .ladder(spec().terms().full())
                        .above(trial.reached().orElseThrow())
                        .epochs()
                    - trial.reached().orElseThrow().epochs())
            .isGreaterThan((int) left);
      }
    }
  }

  @Test
  void theLowestRungIsChosenOnceAndJournaled() throws InterruptedException {
    for (int slots : new int[] {1, 20}) {
      List<Recorded> events = run("asha", List.of(), slots);
      assertThat(events)
          .filteredOn(recorded -> recorded.event() instanceof Event.RungChosen)
          .hasSize(1);
    }
  }
}
