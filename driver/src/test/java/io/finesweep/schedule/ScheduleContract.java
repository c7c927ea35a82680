package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.metric.Goal;
import io.finesweep.sampler.Situation;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every schedule promises. */
abstract class ScheduleContract {

  static final Seeds SEEDS = new Seeds(42);
  static final long ANY = Long.MAX_VALUE;

  /** A new schedule of the kind under test. */
  abstract Schedule schedule();

  static Configuration point(int number) {
    return Configuration.of(Map.of("x", new Value.Whole(number)));
  }

  /** What is left of so many trials, fold runs and epochs. */
  static Situation left(History history, int slots, long trials, long foldRuns, long epochs) {
    return new Situation(
        slots,
        trials == ANY ? ANY : trials - history.trials().size(),
        foldRuns == ANY ? ANY : foldRuns - history.totals().foldRuns(),
        epochs == ANY ? ANY : epochs - history.totals().epochs(),
        ANY);
  }

  static Decision next(Schedule schedule, History history, Situation situation) {
    return schedule.next(
        history,
        situation,
        SEEDS.generator("schedule", history.trials().size(), history.totals().foldRuns()));
  }

  /** The score of a fold: the trial's own, the fold's and noise. */
  static double score(RunId run) {
    RandomGenerator trial = SEEDS.generator("trial", run.trial());
    RandomGenerator fold = SEEDS.generator("fold", run.fold());
    RandomGenerator noise = SEEDS.generator("noise", run.trial(), run.fold());
    return trial.nextGaussian() * 0.05 + fold.nextGaussian() * 0.01 + noise.nextGaussian() * 0.008;
  }

  static FoldResult result(RunId run) {
    return run.trial() % 11 == 5 && run.fold() == 1
        ? Histories.diverged()
        : Histories.scored(score(run));
  }

  /**
   * A sweep with so many slots in which the run assigned first ends first; every decision is
   * checked, and that a new schedule decides alike.
   */
  History played(int slots, long trials, long foldRuns, int folds, int epochs) {
    Schedule schedule = schedule();
    Histories writer = Histories.of(Goal.MAXIMIZE, folds, epochs);
    while (true) {
      History history = writer.history();
      Situation situation = left(history, slots, trials, foldRuns, ANY);
      Decision decision =
          history.outstanding().size() < slots
              ? next(schedule, history, situation)
              : new Decision.Wait();
      if (history.outstanding().size() < slots) {
        assertThat(next(schedule(), history, situation)).isEqualTo(decision);
      }
      if (decision instanceof Decision.Start start) {
        assertThat(situation.trials()).isPositive();
        assertThat(situation.foldRuns()).isPositive();
        int number = history.trials().size();
        writer.start(point(number)).assign(new RunId(number, start.fold(), start.epochs()));
      } else if (decision instanceof Decision.Promote promote) {
        checkPromotion(history, situation, promote.run());
        writer.assign(promote.run());
      } else if (decision instanceof Decision.Choose choose) {
        assertThat(history.lowestRung()).isEmpty();
        writer.record(
            new io.finesweep.history.Event.RungChosen(
                choose.lowest(), history.totals().lastEvent()));
      } else if (decision instanceof Decision.Fork fork) {
        assertThat(situation.trials()).isPositive();
        fork(writer, fork);
      } else if (history.outstanding().isEmpty()) {
        return history;
      } else {
        RunId first = history.outstanding().firstKey();
        writer.finish(first.trial(), first.fold(), result(first));
      }
    }
  }

  static void fork(Histories writer, Decision.Fork fork) {
    History history = writer.history();
    int number = history.trials().size();
    writer.record(
        new io.finesweep.history.Event.Forked(
            number,
            new Trial.Origin(fork.parent().trial(), fork.parent().epochs(), fork.replaced()),
            fork.parent().fold(),
            fork.configuration(),
            history.totals().lastEvent()));
    writer.assign(new RunId(number, fork.parent().fold(), fork.epochs()));
  }

  private static void checkPromotion(History history, Situation situation, RunId run) {
    Trial trial = history.trial(run.trial());
    assertThat(run.fold()).isLessThan(history.terms().full().folds());
    assertThat(run.epochs()).isBetween(1, history.terms().full().epochs());
    if (trial.fold(run.fold()).isEmpty()) {
      assertThat(situation.foldRuns()).isPositive();
    } else {
      assertThat(trial.fold(run.fold()).orElseThrow().ending()).isNull();
      assertThat(trial.fold(run.fold()).orElseThrow().running()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,5,1", "4,5,1", "32,5,9", "7,3,27", "3,1,1"})
  void keepsToABudgetOfTrialsAndEnds(int slots, int folds, int epochs) {
    History history = played(slots, 30, ANY, folds, epochs);
    assertThat(history.trials()).hasSize(30);
    assertThat(history.outstanding()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,5,1", "4,5,1", "16,5,9", "16,3,1"})
  void keepsToABudgetOfFoldRunsAndSpendsIt(int slots, int folds, int epochs) {
    History history = played(slots, ANY, 63, folds, epochs);
    assertThat(history.totals().foldRuns()).isEqualTo(63);
  }

  @Test
  void promotesWhatWasStartedWithoutAnyRun() {
    // A driver died between the two events.
    History history = Histories.of(Goal.MAXIMIZE, 3, 1).start(point(0)).history();
    Decision decision = next(schedule(), history, left(history, 1, 10, ANY, ANY));
    assertThat(decision).isInstanceOf(Decision.Promote.class);
    assertThat(((Decision.Promote) decision).run().trial()).isZero();
  }

  @Test
  void startsNothingWhenNoTrialIsLeft() {
    History history = Histories.of(Goal.MAXIMIZE, 3, 1).history();
    assertThat(next(schedule(), history, left(history, 4, 0, ANY, ANY)))
        .isEqualTo(new Decision.Wait());
  }

  @Test
  void startsNothingThatTheEpochsLeftDoNotPayFor() {
    History history = Histories.of(Goal.MAXIMIZE, 3, 10).history();
    assertThat(next(schedule(), history, left(history, 4, ANY, ANY, 0)))
        .isEqualTo(new Decision.Wait());
  }

  @Test
  void runsTheBrokenFoldsOfARetriedTrialAgain() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 3, 1).start(point(0));
    for (int fold = 0; fold < 3; fold++) {
      writer.assign(0, fold).finish(0, fold, Histories.failed("full"));
    }
    writer.record(new io.finesweep.history.Event.Retried(0));
    Decision decision = next(schedule(), writer.history(), left(writer.history(), 1, 1, ANY, ANY));
    assertThat(decision).isInstanceOf(Decision.Promote.class);
    assertThat(((Decision.Promote) decision).run().trial()).isZero();
  }
}
