package io.finesweep.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.TrialLosses.Outcome;
import io.finesweep.metric.Goal;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossTableTest {

  private static Configuration point(long number) {
    return Configuration.of(Map.of("x", new Value.Whole(number)));
  }

  @Test
  void readsLossesByFold() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 3, 9).trial(point(0), 0.5, 0.25);
    writer.start(point(1)).assign(new RunId(1, 2, 3)).finish(1, 2, Histories.scored(0.75));
    TrialLosses[] full = new LossTable(0).at(writer.history(), 9);
    assertThat(full[0].byFold()).containsExactly(-0.5, -0.25, Double.NaN);
    assertThat(full[0].mean()).isEqualTo(-0.375);
    assertThat(full[1].count()).isZero();
    assertThat(new LossTable(0).at(writer.history(), 3)[1].byFold()[2]).isEqualTo(-0.75);
  }

  @Test
  void aTrialWithABrokenFoldHasNoLoss() {
    Histories writer = Histories.of(Goal.MINIMIZE, 2, 1).trial(point(0), 0.5);
    writer.assign(0, 1).finish(0, 1, Histories.diverged());
    TrialLosses row = new LossTable(0).at(writer.history(), 1)[0];
    assertThat(row.count()).isZero();
    assertThat(row.outcome()).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void whatItRemembersDoesNotShow() {
    List<History> states = new ArrayList<>();
    Histories writer = Histories.of(Goal.MINIMIZE, 3, 2);
    for (int trial = 0; trial < 40; trial++) {
      writer.trial(point(trial), trial, trial + 1);
      states.add(writer.history());
    }
    Histories other = Histories.after(states.get(20));
    other.trial(point(100), 5).score(3, 2, 7);
    states.add(other.history());
    LossTable used = new LossTable(0);
    for (int i : new int[] {0, 40, 3, 39, 20, 40, 7}) {
      for (int epochs : new int[] {2, 1}) {
        assertThat(used.at(states.get(i), epochs))
            .extracting(row -> Arrays.toString(row.byFold()) + row.count() + row.outcome())
            .isEqualTo(
                Arrays.stream(new LossTable(0).at(states.get(i), epochs))
                    .map(row -> Arrays.toString(row.byFold()) + row.count() + row.outcome())
                    .toList());
      }
    }
  }
}
