package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.History;
import io.finesweep.history.Trial;
import org.junit.jupiter.api.Test;

class RaceAfterHalvingTest extends ScheduleContract {

  @Override
  Schedule schedule() {
    return Race.afterHalving(LadderShape.DEFAULT, SEEDS);
  }

  @Test
  void savesEpochsAndFoldsAndCompletesItsLeaders() {
    History history = played(4, 60, ANY, 5, 27);
    long complete =
        history.trials().stream()
            .filter(trial -> trial.status(history.terms().full()) == Trial.Status.COMPLETE)
            .count();
    assertThat(complete).isBetween(3L, 20L);
    assertThat(history.totals().epochs()).isLessThan(60L * 5 * 27 / 3);
  }
}
