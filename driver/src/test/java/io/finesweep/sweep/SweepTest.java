package io.finesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.FoldProgress;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Trial;
import io.finesweep.metric.Goal;
import io.finesweep.sampler.Grid;
import io.finesweep.sampler.RandomSearch;
import io.finesweep.sampler.Sampler;
import io.finesweep.sampler.Sobol;
import io.finesweep.schedule.Full;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.space.Template;
import io.finesweep.sweep.SimulatedRunner.Outcome;
import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.Blob;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Usage;
import io.finesweep.trial.Waypoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {

  private static final SearchSpace SPACE = Spaces.finite();
  private static final Seeds SEEDS = new Seeds(9);
  private static final Template NOTHING = new Template(new Template.Node.Section(Map.of()));

  private static SweepSpec spec(Limits limits) {
    return spec(limits, SPACE);
  }

  private static SweepSpec spec(Limits limits, SearchSpace space) {
    return new SweepSpec(
        "test",
        space,
        NOTHING,
        Histories.terms(Goal.MAXIMIZE, 3, 2),
        limits,
        new SweepSpec.Rules(2, 3),
        SEEDS,
        new Experiment("fake", Settings.EMPTY, Settings.EMPTY, List.of("score"), "file:/nowhere"));
  }

  private static Limits trials(int number) {
    return new Limits(number, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private static Sampler sampler(String name) {
    return switch (name) {
      case "grid" -> new Grid(SPACE, 3, SEEDS);
      case "sobol" -> new Sobol(SPACE, SEEDS);
      default -> new RandomSearch(SPACE);
    };
  }

  /** A training whose score and duration depend on trial and fold alone. */
  private static Outcome trained(FoldTask task) {
    RunId run = task.run();
    long milliseconds = 1L + SEEDS.generator("time", run.trial(), run.fold()).nextInt(1000);
    FoldResult result =
        run.trial() % 5 == 3 && run.fold() == 1
            ? Histories.failed("no luck")
            : Histories.scored(SEEDS.generator("score", run.trial(), run.fold()).nextDouble());
    return new Outcome(new Report.Finished(run, task.attempt(), result), milliseconds);
  }

  private static Outcome lost(FoldTask task) {
    return new Outcome(new Report.Lost(task.run(), task.attempt(), "gone", Event.Blame.THE_RUN), 1);
  }

  private record End(SweepLoop.Outcome outcome, Sweep sweep, MemoryStore store) {}

  private static End run(
      SweepSpec spec, String sampler, List<Recorded> before, int slots, SimulatedRunner.Training t)
      throws InterruptedException {
    MemoryStore store = new MemoryStore(before);
    SimulatedRunner runner = new SimulatedRunner(slots, t);
    Sweep sweep = new Sweep(spec, sampler(sampler), new Full(), store, runner);
    sweep.open("test");
    SweepLoop.Outcome outcome = new SweepLoop(sweep, runner, epoch -> {}).run();
    sweep.close(outcome.ending(), outcome.reason());
    return new End(outcome, sweep, store);
  }

  /** What does not depend on time: configuration, and by fold the values or the ending. */
  private static List<String> table(History history) {
    List<String> rows = new ArrayList<>();
    for (Trial trial : history.trials()) {
      Map<Integer, String> folds = new TreeMap<>();
      for (Map.Entry<Integer, FoldProgress> fold : trial.folds().entrySet()) {
        List<Double> values = new ArrayList<>();
        fold.getValue().rungs().forEach(rung -> values.add(rung.values()[0]));
        folds.put(fold.getKey(), values + " " + fold.getValue().ending());
      }
      rows.add(trial.number() + " " + trial.configuration().key() + " " + folds);
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "sobol"})
  void parallelismDoesNotChangeTheTrials(String sampler) throws InterruptedException {
    List<String> alone =
        table(run(spec(trials(14)), sampler, List.of(), 1, SweepTest::trained).sweep().history());
    assertThat(alone).hasSize(14);
    for (int slots : new int[] {3, 64}) {
      End end = run(spec(trials(14)), sampler, List.of(), slots, SweepTest::trained);
      assertThat(table(end.sweep().history())).isEqualTo(alone);
      assertThat(end.outcome().ending()).isEqualTo(Event.Ending.DONE);
    }
  }

  @Test
  void isDoneWhenNothingIsOutstandingAndNothingWouldFollow() {
    MemoryStore store = new MemoryStore();
    SimulatedRunner clock = new SimulatedRunner(1, SweepTest::trained);
    Sweep sweep = new Sweep(spec(trials(1)), sampler("random"), new Full(), store, clock);
    sweep.open("test");
    for (int fold = 0; fold < 3; fold++) {
      long before = sweep.history().totals().lastEvent();
      assertThat(sweep.isDone()).isFalse();
      assertThat(sweep.history().totals().lastEvent()).isEqualTo(before);
      FoldTask task = sweep.next(1).orElseThrow();
      assertThat(sweep.isDone()).isFalse();
      sweep.finished(task.run(), task.attempt(), Histories.scored(0.5));
    }
    assertThat(sweep.isDone()).isTrue();
  }

  @Test
  void startsMoreRunsThanSlotsWhereSomeWaitForAnother() throws InterruptedException {
    for (int room : new int[] {0, 3}) {
      SimulatedRunner two = new SimulatedRunner(2, SweepTest::trained);
      MemoryStore store = new MemoryStore();
      Sweep sweep = new Sweep(spec(trials(6)), sampler("random"), new Full(), store, two);
      sweep.open("test");
      AtomicInteger most = new AtomicInteger();
      sweep.listen(
          (history, recorded) -> most.accumulateAndGet(history.outstanding().size(), Math::max));
      new SweepLoop(sweep, new Roomy(two, room), epoch -> {}).run();
      assertThat(most).hasValue(2 + room);
      assertThat(sweep.history().slots()).isEqualTo(2);
    }
  }

  /** A runner that can always use some more runs. */
  private record Roomy(SimulatedRunner runner, int room) implements TrialRunner {
    @Override
    public int slots() {
      return runner.slots();
    }

    @Override
    public void submit(FoldTask task) {
      runner.submit(task);
    }

    @Override
    public boolean refuse(String executor) {
      return runner.refuse(executor);
    }

    @Override
    public void cancel() {
      runner.cancel();
    }

    @Override
    public Report take(long milliseconds) {
      return runner.take(milliseconds);
    }

    @Override
    public void wake() {
      runner.wake();
    }

    @Override
    public void close() {
      runner.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "sobol"})
  void resumedAfterAnyEventItGivesTheSameTrials(String sampler) throws InterruptedException {
    End whole = run(spec(trials(9)), sampler, List.of(), 4, SweepTest::trained);
    List<Recorded> events = whole.store().recorded();
    for (int cut = 0; cut < events.size(); cut++) {
      End resumed = run(spec(trials(9)), sampler, events.subList(0, cut), 4, SweepTest::trained);
      assertThat(table(resumed.sweep().history())).isEqualTo(table(whole.sweep().history()));
      assertThat(resumed.sweep().history().totals().incarnation()).isEqualTo(cut == 0 ? 1 : 2);
    }
  }

  @Test
  void repeatsNoFinishedRunWhenResumed() throws InterruptedException {
    List<Recorded> events =
        run(spec(trials(6)), "random", List.of(), 4, SweepTest::trained).store().recorded();
    for (int cut = 0; cut < events.size(); cut += 3) {
      History before = History.of(spec(trials(6)).terms(), events.subList(0, cut));
      AtomicInteger repeated = new AtomicInteger();
      run(
          spec(trials(6)),
          "random",
          events.subList(0, cut),
          4,
          task -> {
            boolean known =
                task.run().trial() < before.trials().size()
                    && before
                        .trial(task.run().trial())
                        .fold(task.run().fold())
                        .filter(fold -> fold.epochs() > 0 || fold.ending() != null)
                        .isPresent();
            repeated.addAndGet(known ? 1 : 0);
            return trained(task);
          });
      assertThat(repeated).hasValue(0);
    }
  }

  @Test
  void anExhaustedSpaceEndsTheSweep() throws InterruptedException {
    End end = run(spec(Limits.NONE), "random", List.of(), 5, SweepTest::trained);
    assertThat(end.sweep().history().trials()).hasSize(18);
    assertThat(end.outcome().ending()).isEqualTo(Event.Ending.DONE);
    assertThat(end.outcome().reason()).isEqualTo("There are trials of all 18 points of the space.");
    assertThat(end.sweep().whyExhausted()).contains(end.outcome().reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a == b | random | 40 | There are trials of all 40 points that sweep.require leaves.",
        "a == b | grid | 40 | There are trials of all 40 points that sweep.require leaves.",
        "x == 2 * y | grid | 3 | There are trials of all points of the grid that were found.",
        "x < y and y < x | random | 0 | No further point was found that meets sweep.require.",
      })
  void saysWhyItEndsBeforeItsBudgetIsSpent(
      String constraints, String name, int trials, String reason) {
    boolean isWhole = constraints.startsWith("a");
    SearchSpace space =
        Spaces.where(
            isWhole
                ? Spaces.space(Spaces.whole("a", 1, 40), Spaces.whole("b", 1, 40))
                : Spaces.space(Spaces.real("x", 0, 2), Spaces.real("y", 0, 1)),
            constraints.split(" and "));
    Sampler sampler = name.equals("grid") ? new Grid(space, 3, SEEDS) : new RandomSearch(space);
    SimulatedRunner runner = new SimulatedRunner(1, SweepTest::trained);
    SweepSpec spec = spec(trials(100), space);
    Sweep sweep = new Sweep(spec, sampler, new Full(), new MemoryStore(List.of()), runner);
    sweep.open("test");
    Optional<FoldTask> task = sweep.next(1);
    assertThat(sweep.whyExhausted().isPresent()).isEqualTo(trials == 0);
    while (task.isPresent()) {
      FoldResult result = Histories.scored(0.5);
      sweep.finished(task.get().run(), task.get().attempt(), result);
      task = sweep.next(1);
    }
    assertThat(sweep.history().trials()).hasSize(trials);
    assertThat(sweep.whyExhausted()).contains(reason);
  }

  @Test
  void aBudgetOfFoldRunsIsSpentExactly() throws InterruptedException {
    Limits limits = new Limits(Long.MAX_VALUE, 20, Long.MAX_VALUE, Long.MAX_VALUE);
    End end = run(spec(limits), "random", List.of(), 5, SweepTest::trained);
    assertThat(end.sweep().history().totals().foldRuns()).isEqualTo(20);
    assertThat(end.sweep().history().trials()).hasSize(7);
  }

  @Test
  void aBudgetOfTimeAssignsNothingAfterwards() throws InterruptedException {
    Limits limits = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 2_000);
    End end = run(spec(limits), "random", List.of(), 1, SweepTest::trained);
    assertThat(end.store().recorded())
        .filteredOn(recorded -> recorded.event() instanceof Event.Assigned)
        .allMatch(recorded -> recorded.elapsed() < 2_000);
    assertThat(end.sweep().history().totals().elapsed()).isGreaterThanOrEqualTo(2_000);
  }

  @Test
  void cancelsWhatRunsWhenItsTimeIsUpAndRunsItWhenThereIsMore() throws InterruptedException {
    SimulatedRunner.Training slow =
        task -> new Outcome(trained(task).report(), task.run().fold() == 1 ? 1_000 : 100);
    Limits limits = new Limits(1, Long.MAX_VALUE, Long.MAX_VALUE, 500);
    End end = run(spec(limits), "random", List.of(), 2, slow);
    assertThat(end.outcome())
        .isEqualTo(new SweepLoop.Outcome(Event.Ending.DONE, "Its time is up."));
    assertThat(end.sweep().history().totals().elapsed()).isEqualTo(500);
    assertThat(end.sweep().history().trial(0).status(end.sweep().spec().terms().full()))
        .isEqualTo(Trial.Status.WAITING);
    assertThat(end.sweep().history().trial(0).values(0, 2)).hasSize(2);
    Limits more = new Limits(1, Long.MAX_VALUE, Long.MAX_VALUE, 2_000);
    End resumed = run(spec(more), "random", end.store().recorded(), 2, slow);
    assertThat(resumed.sweep().history().trial(0).values(0, 2)).hasSize(3);
    End over = run(spec(limits), "random", end.store().recorded(), 2, slow);
    assertThat(over.sweep().history().trial(0).values(0, 2)).hasSize(2);
  }

  @Test
  void aSlotCostsAsLongAsARunHoldsIt() throws InterruptedException {
    SimulatedRunner.Training slow =
        task -> new Outcome(trained(task).report(), task.run().fold() == 1 ? 1_000 : 100);
    // Two slots for 400 ms each: folds 0 and 2 for 100 ms, and fold 1 for what is left.
    Cost cost = new Cost(2 * 800 / 3_600_000.0, 2);
    Limits limits = new Limits(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, cost);
    End end = run(spec(limits), "random", List.of(), 2, slow);
    assertThat(end.outcome())
        .isEqualTo(new SweepLoop.Outcome(Event.Ending.DONE, "Its cost is spent."));
    assertThat(end.sweep().history().totals().slots().held()).isEqualTo(800);
    assertThat(end.sweep().history().totals().elapsed()).isEqualTo(600);
    assertThat(end.sweep().history().trial(0).values(0, 2)).hasSize(2);
  }

  @Test
  void aLostRunIsAssignedFirstWithAHigherAttempt() throws InterruptedException {
    List<FoldTask> tasks = new ArrayList<>();
    End end =
        run(
            spec(trials(3)),
            "random",
            List.of(),
            2,
            task -> {
              tasks.add(task);
              return task.run().equals(new RunId(0, 1, 2)) && task.attempt() < 2
                  ? lost(task)
                  : trained(task);
            });
    assertThat(tasks.subList(0, 4))
        .extracting(FoldTask::run, FoldTask::attempt)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple(new RunId(0, 0, 2), 0),
            org.assertj.core.groups.Tuple.tuple(new RunId(0, 1, 2), 0),
            org.assertj.core.groups.Tuple.tuple(new RunId(0, 1, 2), 1),
            org.assertj.core.groups.Tuple.tuple(new RunId(0, 1, 2), 2));
    assertThat(end.sweep().history().trial(0).values(0, 2)).hasSize(3);
  }

  @Test
  void aRunLostTooOftenFails() throws InterruptedException {
    AtomicInteger attempts = new AtomicInteger();
    End end =
        run(
            spec(trials(3)),
            "random",
            List.of(),
            2,
            task -> {
              if (task.run().trial() != 1 || task.run().fold() != 0) {
                return trained(task);
              }
              attempts.incrementAndGet();
              return lost(task);
            });
    assertThat(attempts).hasValue(3); // once, and two retries
    FoldProgress fold = end.sweep().history().trial(1).fold(0).orElseThrow();
    assertThat(fold.ending())
        .isInstanceOfSatisfying(
            FoldResult.Failed.class,
            failed -> assertThat(failed.failure().reason()).contains("lost 3 times"));
    assertThat(end.sweep().history().trial(1).values(0, 2)).hasSize(2);
  }

  @Test
  void runsThatDiedBesideAnotherCountNoLoss() throws InterruptedException {
    AtomicInteger attempts = new AtomicInteger();
    End end =
        run(
            spec(trials(1)),
            "random",
            List.of(),
            1,
            task ->
                attempts.incrementAndGet() <= 10
                    ? new Outcome(
                        new Report.Lost(
                            task.run(), task.attempt(), "gone", Event.Blame.SOMETHING_ELSE),
                        1)
                    : trained(task));
    assertThat(end.sweep().history().trial(0).values(0, 2)).hasSize(3);
  }

  @Test
  void stopsWhenTheFirstTrialsAllFailAlike() throws InterruptedException {
    End end =
        run(
            spec(trials(18)),
            "random",
            List.of(),
            1,
            task ->
                new Outcome(
                    new Report.Finished(task.run(), task.attempt(), Histories.failed("no GPU")),
                    1));
    assertThat(end.outcome().ending()).isEqualTo(Event.Ending.STOPPED);
    assertThat(end.outcome().reason()).contains("no GPU");
    assertThat(end.sweep().history().trials()).hasSize(3);
  }

  @Test
  void refusesNumbersOfAnotherNumericPathAndTheExecutorThatTheyComeFrom()
      throws InterruptedException {
    List<String> refused = new ArrayList<>();
    End end =
        run(
            spec(trials(3)),
            "random",
            List.of(),
            2,
            new SimulatedRunner.Training() {
              @Override
              public Outcome of(FoldTask task) {
                boolean astray = task.run().equals(new RunId(1, 1, 2)) && refused.isEmpty();
                return computed(task, astray ? "other" : "ours");
              }

              @Override
              public boolean canDoWithout(String executor) {
                return refused.add(executor);
              }
            });
    assertThat(refused).containsExactly("executor on other");
    assertThat(end.outcome().ending()).isEqualTo(Event.Ending.DONE);
    assertThat(end.sweep().history().trial(1).values(0, 2)).hasSize(3);
    assertThat(end.store().recorded())
        .extracting(Recorded::event)
        .filteredOn(Event.Lost.class::isInstance)
        .singleElement()
        .asString()
        .contains("run=RunId[trial=1, fold=1, epochs=2]", "(other)", "(ours)", "Maybe");
  }

  @Test
  void stopsWhereNoExecutorComputesOnTheSweepsNumericPath() throws InterruptedException {
    End end =
        run(
            spec(trials(3)),
            "random",
            List.of(),
            2,
            task -> computed(task, task.run().trial() == 0 ? "ours" : "other"));
    assertThat(end.outcome().ending()).isEqualTo(Event.Ending.STOPPED);
    assertThat(end.outcome().reason()).contains("another numeric path", "sweep.name");
    assertThat(end.sweep().history().trial(1).values(0, 2)).isEmpty();
  }

  private static Outcome computed(FoldTask task, String path) {
    Usage usage = new Usage("here", "executor on " + path, path, 0, 1, 1);
    return new Outcome(
        new Report.Finished(
            task.run(),
            task.attempt(),
            new FoldResult.Scored(
                List.of(), new TreeMap<>(Map.of("score", 0.5)), FoldResult.Artifacts.NONE, usage)),
        1);
  }

  @Test
  void goesOnWhenTheFirstTrialsFailForDifferentReasons() throws InterruptedException {
    End end =
        run(
            spec(trials(8)),
            "random",
            List.of(),
            1,
            task ->
                new Outcome(
                    new Report.Finished(
                        task.run(), task.attempt(), Histories.failed("no " + task.run().trial())),
                    1));
    assertThat(end.outcome().ending()).isEqualTo(Event.Ending.DONE);
    assertThat(end.sweep().history().trials()).hasSize(8);
  }

  @Test
  void aLateReportOfAnEarlierAttemptChangesNothing() {
    MemoryStore store = new MemoryStore();
    SimulatedRunner clock = new SimulatedRunner(1, SweepTest::trained);
    Sweep sweep = new Sweep(spec(trials(2)), sampler("random"), new Full(), store, clock);
    sweep.open("test");
    FoldTask task = sweep.next(1).orElseThrow();
    sweep.lost(task.run(), 0, "gone", Event.Blame.THE_RUN);
    FoldTask again = sweep.next(1).orElseThrow();
    int events = store.recorded().size();
    sweep.finished(task.run(), 0, Histories.scored(1));
    sweep.lost(task.run(), 0, "gone", Event.Blame.THE_RUN);
    assertThat(store.recorded()).hasSize(events);
    sweep.finished(again.run(), again.attempt(), Histories.scored(0.5));
    assertThat(sweep.history().trial(0).values(0, 2)).containsExactly(0.5);
  }

  @Test
  void aLostRunGoesOnFromItsLastCheckpointAndItsTableHoldsAllEpochs() {
    List<Event> events = new ArrayList<>();
    Sweep sweep =
        new Sweep(
            spec(trials(1)),
            sampler("random"),
            new Full(),
            new MemoryStore(List.of()),
            new SimulatedRunner(1, SweepTest::trained));
    sweep.listen((history, recorded) -> events.add(recorded.event()));
    FoldTask first = sweep.next(1).orElseThrow();
    sweep.checkpointed(first.run(), 0, waypoint(1));
    sweep.lost(first.run(), 0, "gone", Event.Blame.SOMETHING_ELSE);
    sweep.checkpointed(first.run(), 0, waypoint(2)); // too late

    FoldTask again = sweep.next(1).orElseThrow();
    assertThat(again.run()).isEqualTo(first.run());
    assertThat(again.from()).isEqualTo(waypoint(1).checkpoint());
    FoldResult.Scored rest =
        new FoldResult.Scored(
            List.of(waypoint(2).scores().get(0)),
            new TreeMap<>(),
            FoldResult.Artifacts.NONE,
            new Usage("", "", "", 0, 10, 10));
    sweep.finished(again.run(), 1, rest);

    assertThat(((Event.Finished) events.get(events.size() - 1)).result())
        .isInstanceOfSatisfying(
            FoldResult.Scored.class,
            scored -> {
              assertThat(scored.epochs())
                  .containsExactly(waypoint(1).scores().get(0), waypoint(2).scores().get(0));
              assertThat(scored.usage().milliseconds()).isEqualTo(17);
            });
    assertThat(sweep.history().trial(0).fold(first.run().fold()).orElseThrow().waypoint()).isNull();
  }

  private static Waypoint waypoint(int epoch) {
    return new Waypoint(
        new FoldTask.Checkpoint(epoch, new Blob("at-" + epoch, 1, "abc")),
        List.of(new EpochScore(epoch, 0.5, new TreeMap<>(), 7)));
  }

  @Test
  void retriesOnlyWhatIsBroken() throws InterruptedException {
    End first = run(spec(trials(6)), "random", List.of(), 2, SweepTest::trained);
    MemoryStore store = new MemoryStore(first.store().recorded());
    List<RunId> again = new ArrayList<>();
    SimulatedRunner runner =
        new SimulatedRunner(
            2,
            task -> {
              again.add(task.run());
              return new Outcome(
                  new Report.Finished(task.run(), task.attempt(), Histories.scored(0.5)), 1);
            });
    Sweep sweep = new Sweep(spec(trials(6)), sampler("random"), new Full(), store, runner);
    sweep.open("test");
    sweep.retryBroken();
    new SweepLoop(sweep, runner, epoch -> {}).run();
    assertThat(again).containsExactly(new RunId(3, 1, 2));
    assertThat(sweep.history().trial(3).values(0, 2)).hasSize(3);
  }

  @Test
  void stopsAtOnceWhenAsked() throws InterruptedException {
    MemoryStore store = new MemoryStore();
    SimulatedRunner runner = new SimulatedRunner(2, SweepTest::trained);
    Sweep sweep = new Sweep(spec(trials(9)), sampler("random"), new Full(), store, runner);
    sweep.open("test");
    SweepLoop loop = new SweepLoop(sweep, runner, epoch -> {});
    sweep.listen(
        (history, recorded) -> {
          if (history.totals().finished() == 4) {
            loop.stop();
          }
        });
    SweepLoop.Outcome outcome = loop.run();
    assertThat(outcome).isEqualTo(new SweepLoop.Outcome(Event.Ending.STOPPED, "It was stopped."));
    sweep.close(outcome.ending(), outcome.reason());
    End resumed = run(spec(trials(9)), "random", store.recorded(), 2, SweepTest::trained);
    assertThat(table(resumed.sweep().history()))
        .isEqualTo(
            table(
                run(spec(trials(9)), "random", List.of(), 1, SweepTest::trained)
                    .sweep()
                    .history()));
  }

  @Test
  void everyDecisionCanBeReplayedFromTheEventsThatItSaw() throws InterruptedException {
    SweepSpec spec = spec(trials(9));
    List<Recorded> events = run(spec, "sobol", List.of(), 4, SweepTest::trained).store().recorded();
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Event.Started started) {
        History seen = History.of(spec.terms(), events.subList(0, (int) started.seen()));
        assertThat(
                sampler("sobol")
                    .next(
                        seen,
                        spec.limits().situation(seen, 4),
                        SEEDS.generator("sampler", started.trial())))
            .contains(started.configuration());
      }
    }
  }
}
