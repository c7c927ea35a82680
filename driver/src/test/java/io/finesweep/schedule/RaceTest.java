package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.metric.Goal;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RaceTest extends ScheduleContract {

  private static final int FOLDS = 5;
  private static final int SWEEPS = 200;

  @Override
  Schedule schedule() {
    return Race.overFolds(3, SEEDS);
  }

  /** Four complete trials, so that the fold model is fitted. */
  private static Histories fitted() {
    Histories writer = Histories.of(Goal.MAXIMIZE, FOLDS, 1);
    for (double level : new double[] {0.80, 0.81, 0.79, 0.78}) {
      double[] scores = new double[FOLDS];
      for (int fold = 0; fold < FOLDS; fold++) {
        scores[fold] = level + 0.01 * fold + 0.001 * ((fold * 7 + level * 100) % 3);
      }
      writer.trial(point(writer.history().trials().size()), scores);
    }
    return writer;
  }

  /** One more trial with its first fold at so much above the leader's. */
  private static Histories behind(Histories writer, double lead) {
    int first = new FoldOrder(SEEDS).fold(0, FOLDS);
    int number = writer.history().trials().size();
    return writer.start(point(number)).score(number, first, 0.81 + 0.01 * first + lead);
  }

  private static Decision decided(Histories writer, long foldRuns) {
    History history = writer.history();
    return next(Race.overFolds(3, SEEDS), history, left(history, 1, ANY, foldRuns, ANY));
  }

  private static RunId promoted(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Promote.class);
    return ((Decision.Promote) decision).run();
  }

  @Test
  void givesATrialThatMayBeatTheLeaderItsNextFold() {
    RunId run = promoted(decided(behind(fitted(), 0.01), ANY));
    assertThat(run.trial()).isEqualTo(4);
    assertThat(run.fold()).isEqualTo(new FoldOrder(SEEDS).fold(1, FOLDS));
  }

  @Test
  void startsANewTrialWhereNoneHasHope() {
    assertThat(decided(behind(fitted(), -0.2), ANY)).isInstanceOf(Decision.Start.class);
  }

  @Test
  void prefersTheGreatestHope() {
    assertThat(promoted(decided(behind(behind(fitted(), 0.002), 0.02), ANY)).trial()).isEqualTo(5);
  }

  @Test
  void runsOneFoldOfATrialAtATime() {
    Histories writer = behind(fitted(), 0.01);
    writer.assign(promoted(decided(writer, ANY)));
    assertThat(decided(writer, ANY)).isInstanceOf(Decision.Start.class);
  }

  @Test
  void runsTheFoldsOfALikelyWinnerSideBySideWhereSlotsWouldBeIdle() {
    Histories writer = behind(fitted(), 0.02);
    writer.assign(promoted(decided(writer, ANY)));
    History history = writer.history();
    Decision decision = next(Race.overFolds(3, SEEDS), history, left(history, 4, 5, ANY, ANY));
    assertThat(promoted(decision).trial()).isEqualTo(4);
  }

  @Test
  void keepsWhatIsLeftForTheLeadersFolds() {
    Histories writer = behind(fitted(), -0.2);
    // 21 runs were begun; the four that the last one misses are what a fifth of 25 pays for.
    assertThat(promoted(decided(writer, 25)).trial()).isEqualTo(4);
    assertThat(decided(writer, 26)).isInstanceOf(Decision.Start.class);
  }

  @Test
  void comparesTrialsOnTheFoldsThatTheyShare() {
    // The fold that all begin with is a hard one: by plain means this trial looks bad.
    Histories writer = fitted();
    int first = new FoldOrder(SEEDS).fold(0, FOLDS);
    int number = writer.history().trials().size();
    writer.start(point(number)).score(number, first, 0.81 + 0.01 * first + 0.003);
    assertThat(promoted(decided(writer, ANY)).trial()).isEqualTo(number);
  }

  /**
   * In its own model, over many sweeps: the trial with the best mean over all folds is complete in
   * the end in 19 of 20, at less than half of all fold runs.
   */
  @Test
  void seldomMissesTheBestTrialAndSavesMostFoldRuns() {
    assertThat(seldomMissing(60)).isLessThan(SWEEPS * 60L * FOLDS / 2);
  }

  /** The fold runs of many sweeps of so many trials, which seldom miss the best. */
  private static long seldomMissing(int trials) {
    int missed = 0;
    long runs = 0;
    for (int seed = 0; seed < SWEEPS; seed++) {
      ModelSweep sweep = new ModelSweep(new Seeds(seed), trials, FOLDS, 1, 0);
      History history = sweep.played(Race.overFolds(3, new Seeds(seed)), 1);
      missed += sweep.completesTheBest(history) ? 0 : 1;
      runs += history.totals().foldRuns();
    }
    assertThat(missed).isLessThanOrEqualTo(SWEEPS / 20);
    return runs;
  }

  /** Where all trials are leaders, too. */
  @ParameterizedTest
  @ValueSource(ints = {7, 10, 20})
  void ofFewTrialsLeavesOutWhatCannotWin(int trials) {
    assertThat(seldomMissing(trials)).isLessThan((long) SWEEPS * trials * FOLDS * 6 / 10);
  }

  /** Idle slots would ask for folds that turn out not to be needed. */
  @Test
  void sixteenSlotsRunHardlyMoreFoldsThanOne() {
    long alone = 0;
    long together = 0;
    for (int seed = 0; seed < 40; seed++) {
      Seeds seeds = new Seeds(seed);
      ModelSweep sweep = new ModelSweep(seeds, 120, FOLDS, 1, 0);
      alone += sweep.played(Race.overFolds(3, seeds), 1).totals().foldRuns();
      together += sweep.played(Race.overFolds(3, seeds), 16).totals().foldRuns();
    }
    assertThat(together).isLessThan(alone + alone / 20);
  }

  /** However few fold runs there are beside the slots. */
  @ParameterizedTest
  @CsvSource({"5, 1", "5, 8", "10, 1", "10, 8", "10, 32", "20, 32", "40, 8", "40, 32"})
  void someTrialHasAllItsFoldsWhereTheBudgetPaysForOne(int foldRuns, int slots) {
    for (int seed = 0; seed < 20; seed++) {
      Seeds seeds = new Seeds(seed);
      for (int folds : new int[] {3, 5, 10}) {
        ModelSweep sweep = new ModelSweep(seeds, 1000, folds, 1, 0);
        History history = sweep.played(Race.overFolds(3, seeds), slots, foldRuns);
        assertThat(history.totals().foldRuns()).isEqualTo(foldRuns);
        if (foldRuns >= folds) {
          assertThat(history.trials())
              .anyMatch(trial -> trial.status(history.terms().full()) == Trial.Status.COMPLETE);
        }
      }
    }
  }

  @Test
  void whereAllThatWasStartedFailsTheRestIsSpentAllTheSame() {
    Histories writer = Histories.of(Goal.MAXIMIZE, FOLDS, 1);
    for (int number = 0; number < 3; number++) {
      writer.start(point(number)).assign(number, 0).finish(number, 0, Histories.failed("no"));
    }
    assertThat(decided(writer, 5)).isInstanceOf(Decision.Start.class);
  }
}
