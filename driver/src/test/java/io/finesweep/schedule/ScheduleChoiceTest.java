package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.trial.Budget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleChoiceTest {

  @ParameterizedTest
  @CsvSource({
    "5,10,64,asha-race",
    "1,6,7,asha",
    "5,5,64,race",
    "1,5,64,full",
    "5,30,6,full",
    "2,1,1000,full"
  })
  void suitsTheLengthOfATrialAndTheNumberOfTrials(
      int folds, int epochs, long trials, String schedule) {
    ScheduleChoice choice =
        ScheduleChoice.of(1, new Budget(folds, epochs), trials, LadderShape.DEFAULT);
    assertThat(choice.schedule()).isEqualTo(schedule);
    assertThat(choice.why()).endsWith(".");
  }

  @Test
  void ranksNoTrialsByOneOfSeveralObjectives() {
    ScheduleChoice choice = ScheduleChoice.of(2, new Budget(5, 10), 64, LadderShape.DEFAULT);
    assertThat(choice.schedule()).isEqualTo("full");
    assertThat(choice.why()).contains("2");
  }

  @Test
  void aSingleTrialIsNotSpokenOfAsMany() {
    assertThat(ScheduleChoice.of(1, new Budget(5, 10), 1, LadderShape.DEFAULT))
        .isEqualTo(
            new ScheduleChoice("full", "There is only one trial, and none to compare it with."));
  }
}
