package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.trial.RunId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HyperbandTest extends ScheduleContract {

  @Override
  Schedule schedule() {
    return new Hyperband(LadderShape.DEFAULT, SEEDS);
  }

  @Test
  void beginsTrialsAtTheTwoLowestRungsAtFirst() {
    Schedule schedule = new Hyperband(new LadderShape(3, List.of(1, 3, 9, 27)), SEEDS);
    Map<Integer, Integer> begun = new TreeMap<>();
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 27);
    for (int number = 0; number < 400; number++) {
      History history = writer.history();
      Decision.Start start =
          (Decision.Start) next(schedule, history, left(history, 500, ANY, ANY, ANY));
      begun.merge(start.epochs(), 1, Integer::sum);
      writer.start(point(number)).assign(new RunId(number, 0, start.epochs()));
    }
    assertThat(begun).containsOnlyKeys(1, 3);
    // Weights of 1/1 and 1/3: one in four begins at the second rung.
    assertThat(begun.get(3)).isBetween(70, 130);
  }

  @Test
  void beginsMoreTrialsWhereTheBestIsSeenWhenThatIsKnown() {
    Schedule schedule = new Hyperband(new LadderShape(3, List.of(1, 3, 9)), SEEDS);
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 9);
    for (int number = 0; number < 30; number++) {
      // The first rung ranks the wrong way round, the second as the last one.
      writer.start(point(number));
      writer.assign(new RunId(number, 0, 1)).finish(number, 0, Histories.scored(-number));
      writer.assign(new RunId(number, 0, 3)).finish(number, 0, Histories.scored(number));
      writer.assign(new RunId(number, 0, 9)).finish(number, 0, Histories.scored(number));
    }
    Map<Integer, Integer> begun = new TreeMap<>();
    for (int number = 30; number < 330; number++) {
      History history = writer.history();
      Decision.Start start =
          (Decision.Start) next(schedule, history, left(history, 500, ANY, ANY, ANY));
      begun.merge(start.epochs(), 1, Integer::sum);
      writer.start(point(number)).assign(new RunId(number, 0, start.epochs()));
    }
    // Weights of 0, 1/3 and 1/9.
    assertThat(begun).containsOnlyKeys(3, 9);
    assertThat(begun.get(9)).isBetween(50, 100);
  }
}
