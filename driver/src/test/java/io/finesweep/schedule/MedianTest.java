package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.trial.RunId;
import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest extends ScheduleContract {

  private static final LadderShape BY_HAND = new LadderShape(3, List.of(2, 4));

  @Override
  Schedule schedule() {
    return new Median(LadderShape.DEFAULT, SEEDS);
  }

  private static Histories at(int epochs, double... scores) {
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 8);
    for (int number = 0; number < scores.length; number++) {
      writer.start(point(number)).assign(new RunId(number, 0, epochs));
      writer.finish(number, 0, Histories.scored(scores[number]));
    }
    return writer;
  }

  private static Decision decided(Histories writer) {
    History history = writer.history();
    return next(new Median(BY_HAND, SEEDS), history, left(history, 1, ANY, ANY, ANY));
  }

  @Test
  void trainsEverythingOnWhileThereAreFewPeers() {
    Histories writer = at(2, 0.9, 0.1);
    assertThat(decided(writer)).isEqualTo(new Decision.Promote(new RunId(0, 0, 4)));
    writer.assign(new RunId(0, 0, 4));
    assertThat(decided(writer)).isEqualTo(new Decision.Promote(new RunId(1, 0, 4)));
  }

  @Test
  void leavesWhatIsWorseThanTheMedianBehind() {
    Histories writer = at(2, 0.5, 0.1, 0.4, 0.2, 0.3);
    for (int trial : new int[] {0, 2, 4}) {
      assertThat(decided(writer)).isEqualTo(new Decision.Promote(new RunId(trial, 0, 4)));
      writer.assign(new RunId(trial, 0, 4));
    }
    assertThat(decided(writer)).isInstanceOf(Decision.Start.class);
  }

  @Test
  void comparesWithTheRunningMeansOfThePeers() {
    Histories writer = at(2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (int trial = 0; trial < 5; trial++) {
      writer.assign(new RunId(trial, 0, 4)).finish(trial, 0, Histories.scored(0.8));
      writer.assign(new RunId(trial, 0, 8));
    }
    // Worse than all of them at 4 epochs, but better than their means of 0 and 0.8.
    writer.assign(new RunId(5, 0, 4)).finish(5, 0, Histories.scored(0.5));
    assertThat(decided(writer)).isEqualTo(new Decision.Promote(new RunId(5, 0, 8)));
  }
}
