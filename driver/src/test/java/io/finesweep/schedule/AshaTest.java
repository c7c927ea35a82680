package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.metric.Goal;
import io.finesweep.trial.Budget;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AshaTest extends ScheduleContract {

  private static final LadderShape BY_HAND = new LadderShape(3, List.of(1, 3, 9));

  @Override
  Schedule schedule() {
    return new Asha(LadderShape.DEFAULT, SEEDS);
  }

  private static Decision decided(Histories writer) {
    History history = writer.history();
    return next(new Asha(BY_HAND, SEEDS), history, left(history, 1, ANY, ANY, ANY));
  }

  private static Histories atFirstRung(double... scores) {
    return atFirstRungOf(9, scores);
  }

  private static Histories atFirstRungOf(int epochs, double... scores) {
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, epochs);
    for (double score : scores) {
      int number = writer.history().trials().size();
      writer.start(point(number)).assign(new RunId(number, 0, 1));
      writer.finish(number, 0, Histories.scored(score));
    }
    return writer;
  }

  @Test
  void promotesTheBestThirdOfARung() {
    Histories writer = atFirstRung(0.1, 0.9, 0.2, 0.3, 0.8, 0.4);
    assertThat(decided(writer)).isEqualTo(new Decision.Promote(new RunId(1, 0, 3)));
    writer.assign(new RunId(1, 0, 3));
    assertThat(decided(writer)).isEqualTo(new Decision.Promote(new RunId(4, 0, 3)));
    writer.assign(new RunId(4, 0, 3));
    assertThat(decided(writer)).isEqualTo(new Decision.Start(0, 1));
  }

  @Test
  void looksFromTheTop() {
    Histories writer = atFirstRung(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    for (int trial = 6; trial < 9; trial++) {
      writer.assign(new RunId(trial, 0, 3)).finish(trial, 0, Histories.scored(trial));
    }
    writer.start(point(9)).assign(new RunId(9, 0, 1)).finish(9, 0, Histories.scored(1));
    assertThat(decided(writer)).isEqualTo(new Decision.Promote(new RunId(8, 0, 9)));
  }

  @Test
  void promotesTheOlderOfEqualTrials() {
    assertThat(decided(atFirstRung(0.5, 0.5, 0.5)))
        .isEqualTo(new Decision.Promote(new RunId(0, 0, 3)));
  }

  @Test
  void countsBrokenTrialsAsTheWorst() {
    Histories writer = atFirstRung(0.5, 0.4);
    writer.start(point(2)).assign(new RunId(2, 0, 1));
    assertThat(decided(writer)).isEqualTo(new Decision.Start(0, 1));
    writer.finish(2, 0, Histories.diverged());
    assertThat(decided(writer)).isEqualTo(new Decision.Promote(new RunId(0, 0, 3)));
  }

  @Test
  void promotesNoMoreThanAThirdWhenRanksChange() {
    Histories writer = atFirstRung(0.1, 0.2, 0.3);
    writer.assign(new RunId(2, 0, 3));
    writer.start(point(3)).assign(new RunId(3, 0, 1)).finish(3, 0, Histories.scored(0.9));
    assertThat(decided(writer)).isEqualTo(new Decision.Start(0, 1));
  }

  @Test
  void waitsWhenNoTrialIsLeftAndNobodyDeservesMore() {
    Histories writer = atFirstRung(0.1, 0.2);
    writer.assign(new RunId(1, 0, 3));
    History history = writer.history();
    assertThat(next(new Asha(BY_HAND, SEEDS), history, left(history, 4, 2, ANY, ANY)))
        .isEqualTo(new Decision.Wait());
  }

  @Test
  void bringsTheBestToTheTopWhenNoTrialIsLeft() {
    History history = played(3, 5, ANY, 3, 9);
    assertThat(history.rung(new Budget(3, 9)).reached().size()).isPositive();
  }

  @Test
  void giveUpNoTrialWhileBudgetIsLeft() {
    Histories writer = atFirstRung(0.1, 0.2);
    History history = writer.history();
    assertThat(next(new Asha(BY_HAND, SEEDS), history, left(history, 4, 2, ANY, 100)))
        .isEqualTo(new Decision.Promote(new RunId(1, 0, 3)));
    writer.assign(new RunId(1, 0, 3));
    history = writer.history();
    assertThat(next(new Asha(BY_HAND, SEEDS), history, left(history, 4, 2, ANY, 100)))
        .isEqualTo(new Decision.Promote(new RunId(0, 0, 3)));
  }

  @Test
  void climbsOnOneFoldAndThenGoesFromFoldToFold() {
    History history = played(2, 40, ANY, 5, 27);
    for (Trial trial : history.trials()) {
      long begun = trial.folds().values().stream().filter(fold -> fold.epochs() > 0).count();
      if (begun > 1) {
        assertThat(trial.folds().values()).allMatch(f -> f.epochs() == 27 || f.ending() != null);
      }
    }
    assertThat(history.rung(new Budget(5, 27)).reached().size()).isPositive();
    assertThat(history.totals().epochs()).isLessThan(40L * 5 * 27 / 4);
  }

  @Test
  void probesClimbUngatedForNoMoreThanAFullTrainingUntilTheLowestIsChosen() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 81);
    Schedule schedule = schedule();
    // At 1 epoch the order is upside down, from 3 on it is right. One of three comes to the rung
    // above.
    for (int run = 0; run < 6 * 3 + 1; run++) {
      History history = writer.history();
      Decision decision = next(schedule, history, left(history, 1, ANY, ANY, ANY));
      int number = history.trials().size();
      RunId id =
          decision instanceof Decision.Promote promote
              ? promote.run()
              : new RunId(number, 0, ((Decision.Start) decision).epochs());
      if (decision instanceof Decision.Start) {
        writer.start(point(number));
      }
      double score = id.epochs() == 1 ? -id.trial() : id.trial();
      writer.assign(id).finish(id.trial(), 0, Histories.scored(score));
    }
    History history = writer.history();
    assertThat(history.rung(new Budget(1, 9)).reached().size()).isEqualTo(6);
    assertThat(history.rung(new Budget(1, 27)).reached().size()).isEqualTo(1);
    assertThat(next(schedule, history, left(history, 1, ANY, ANY, ANY)))
        .isEqualTo(new Decision.Choose(new Budget(1, 3)));
    writer.record(new Event.RungChosen(new Budget(1, 3), history.totals().lastEvent()));
    assertThat(next(schedule, writer.history(), left(history, 1, ANY, ANY, ANY)))
        .isEqualTo(new Decision.Promote(new RunId(5, 0, 27)));
    writer.assign(new RunId(5, 0, 27));
    assertThat(next(schedule, writer.history(), left(writer.history(), 2, ANY, ANY, ANY)))
        .isEqualTo(new Decision.Start(0, 3));
  }

  @Test
  void promotesFromTheFirstRungWhileProbesAreOnTheirWay() {
    Histories writer = atFirstRungOf(27, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    for (int probe = 0; probe < 6; probe++) {
      assertThat(next(schedule(), writer.history(), left(writer.history(), 9, ANY, ANY, ANY)))
          .isEqualTo(new Decision.Promote(new RunId(probe, 0, 3)));
      writer.assign(new RunId(probe, 0, 3));
    }
    assertThat(next(schedule(), writer.history(), left(writer.history(), 9, ANY, ANY, ANY)))
        .isEqualTo(new Decision.Start(0, 1));
    for (int trial = 9; trial < 21; trial++) {
      writer.start(point(trial)).assign(new RunId(trial, 0, 1));
      writer.finish(trial, 0, Histories.scored(trial));
    }
    assertThat(next(schedule(), writer.history(), left(writer.history(), 9, ANY, ANY, ANY)))
        .isEqualTo(new Decision.Promote(new RunId(20, 0, 3)));
  }

  @Test
  void aTrialThatBeganBelowTheChosenRungComesUpToIt() {
    Histories writer = atFirstRung(0.3, 0.4);
    writer.record(new Event.RungChosen(new Budget(1, 3), 2));
    History history = writer.history();
    assertThat(next(schedule(), history, left(history, 1, ANY, ANY, ANY)))
        .isEqualTo(new Decision.Promote(new RunId(1, 0, 3)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void decidesAsAReferenceThatLooksAtEveryTrial(long seed) {
    AshaReference.compare(new Seeds(seed).generator("histories"), 1);
    AshaReference.compare(new Seeds(seed).generator("histories"), 5);
  }
}
