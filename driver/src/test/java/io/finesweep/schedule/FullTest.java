package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.trial.RunId;
import org.junit.jupiter.api.Test;

class FullTest extends ScheduleContract {

  @Override
  Schedule schedule() {
    return new Full();
  }

  @Test
  void beginsATrialWithItsFirstFold() {
    History history = Histories.of(Goal.MAXIMIZE, 3, 9).history();
    assertThat(next(schedule(), history, left(history, 1, 1, ANY, ANY)))
        .isEqualTo(new Decision.Start(0, 9));
  }

  @Test
  void takesTheFoldsOfTheOldestTrialFirst() {
    History history =
        Histories.of(Goal.MAXIMIZE, 3, 9).start(point(0)).assign(0, 0).assign(0, 1).history();
    assertThat(next(schedule(), history, left(history, 4, 5, ANY, ANY)))
        .isEqualTo(new Decision.Promote(new RunId(0, 2, 9)));
  }

  @Test
  void runsTheOtherFoldsOfATrialThatFailed() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 3, 9).start(point(0)).assign(0, 0);
    History history = writer.finish(0, 0, Histories.failed("no")).history();
    assertThat(next(schedule(), history, left(history, 4, 5, ANY, ANY)))
        .isEqualTo(new Decision.Promote(new RunId(0, 1, 9)));
  }

  @Test
  void trainsEveryFoldOfEveryTrialToTheEnd() {
    History history = played(5, 12, ANY, 4, 3);
    assertThat(history.totals().foldRuns()).isEqualTo(48);
    assertThat(history.totals().epochs()).isEqualTo(144);
    assertThat(history.unassigned()).isEmpty();
  }

  @Test
  void aBudgetOfEpochsIsNotOverdrawn() {
    History history = Histories.of(Goal.MAXIMIZE, 2, 10).trial(point(0), 1).history();
    assertThat(next(schedule(), history, left(history, 1, ANY, ANY, 19)))
        .isEqualTo(new Decision.Wait());
    assertThat(next(schedule(), history, left(history, 1, ANY, ANY, 20)))
        .isEqualTo(new Decision.Promote(new RunId(0, 1, 10)));
  }
}
