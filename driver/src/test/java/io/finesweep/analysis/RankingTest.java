package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Bound;
import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final Objective ACCURACY = new Objective("accuracy", Goal.MAXIMIZE);
  private static final Objective BYTES = new Objective("bytes", Goal.MINIMIZE);

  private static Ranking ranking(Terms terms, FoldResult... results) {
    List<Event> events = new ArrayList<>();
    for (int trial = 0; trial < results.length; trial++) {
      RunId run = new RunId(trial, 0, 1);
      Configuration point = Configuration.of(Map.of("x", new Value.Whole(trial)));
      events.add(new Event.Started(trial, point, events.size()));
      events.add(new Event.Assigned(run, 0, events.size()));
      events.add(new Event.Finished(run, 0, results[trial]));
    }
    List<Recorded> recorded = new ArrayList<>();
    for (Event event : events) {
      long number = recorded.size() + 1L;
      recorded.add(new Recorded(number, number, number, event));
    }
    return Ranking.of(History.of(terms, recorded), recorded);
  }

  private static FoldResult scored(double accuracy, double bytes) {
    return Histories.scored(Map.of("accuracy", accuracy, "bytes", bytes));
  }

  @Test
  void ordersSeveralObjectivesByFrontAndThenByWhatEachAloneDominates() {
    Ranking ranking =
        ranking(
            new Terms(List.of(ACCURACY, BYTES), new Budget(1, 1)),
            scored(0.5, 90),
            scored(0.9, 100),
            scored(0.89, 99),
            Histories.failed("no"),
            scored(0.6, 10));
    assertThat(ranking.standings()).extracting(Standing::number).containsExactly(4, 2, 1, 0, 3);
    assertThat(ranking.standings()).extracting(Standing::front).containsExactly(1, 1, 1, 2, 0);
    assertThat(ranking.standings()).extracting(Standing::rank).containsExactly(1, 2, 3, 4, 5);
    // Beyond the worst by a tenth of the range: accuracy 0.46, 109 bytes.
    double volume = 0.14 * 99 + 0.29 * 10 + 0.01 * 9;
    assertThat(ranking.hypervolume().orElseThrow())
        .isCloseTo(volume, org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void whatPassesABoundComesAfterAllThatDoesNotAndSaysSo() {
    Ranking ranking =
        ranking(
            new Terms(
                List.of(ACCURACY),
                List.of(new Bound("bytes", Bound.Side.BELOW, 50)),
                new Budget(1, 1)),
            Histories.failed("no"),
            scored(0.9, 51),
            scored(0.5, 50));
    assertThat(ranking.standings()).extracting(Standing::number).containsExactly(2, 1, 0);
    assertThat(ranking.standings().get(1).reason()).isEqualTo("It breaks bytes <= 50.0.");
    assertThat(ranking.hypervolume()).isEmpty();
  }
}
