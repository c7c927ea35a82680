package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Bound;
import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.history.Trial;
import io.finesweep.history.Winner;
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
    assertThat(ranking.standings().get(1).reason()).isEqualTo("It breaks bytes <= 50.");
    assertThat(ranking.hypervolume()).isEmpty();
  }

  @Test
  void aTrialWithoutOneOfTheObjectivesComesAfterAllThatHaveThem() {
    Ranking ranking =
        ranking(
            new Terms(List.of(ACCURACY, BYTES), new Budget(1, 1)),
            Histories.scored(Map.of("accuracy", 0.95)),
            scored(0.5, 10),
            scored(0.9, 100));
    assertThat(ranking.standings()).extracting(Standing::number).containsExactly(2, 1, 0);
    assertThat(ranking.standings()).extracting(Standing::front).containsExactly(1, 1, 0);
  }

  @Test
  void beginsWithTheTrialThatIsTheWinnerWhereFoldsCannotTellTheBestApart() {
    Terms terms = new Terms(List.of(ACCURACY), new Budget(3, 9));
    Histories writer = Histories.of(terms);
    for (int trial = 0; trial < 3; trial++) {
      writer.start(Configuration.of(Map.of("x", new Value.Whole(trial))));
    }
    // The best by a hair went through a rung on its third fold, the other began that one and lost
    // it: it took fewer epochs for what tells the same.
    double[][] accuracies = {{0.900, 0.920}, {0.921, 0.900}, {0.5, 0.5}};
    for (int trial = 0; trial < 3; trial++) {
      for (int fold = 0; fold < 2; fold++) {
        RunId run = new RunId(trial, fold, 9);
        FoldResult result = Histories.scored(Map.of("accuracy", accuracies[trial][fold]));
        writer.assign(run).record(new Event.Finished(run, 0, result));
      }
    }
    RunId rung = new RunId(1, 2, 3);
    writer
        .assign(rung)
        .record(new Event.Finished(rung, 0, Histories.scored(Map.of("accuracy", 0.9))));
    History history = writer.history();
    int winner = Winner.of(history).orElseThrow().number();
    assertThat(winner).isZero();
    assertThat(Ranking.of(history, writer.events()).standings())
        .extracting(Standing::number)
        .containsExactly(0, 1, 2);
  }

  @Test
  void withSeveralObjectivesTheFirstIsTheWinnerTooAndTheFrontIsTheWinnersFront() {
    Histories writer = Histories.of(new Terms(List.of(ACCURACY, BYTES), new Budget(1, 1)));
    double[][] values = {{0.5, 90}, {0.9, 100}, {0.89, 99}, {0.6, 10}, {0.9, 100}};
    for (int trial = 0; trial < values.length; trial++) {
      writer.trial(
          Configuration.of(Map.of("x", new Value.Whole(trial))),
          Map.of("accuracy", values[trial][0], "bytes", values[trial][1]));
    }
    List<Standing> standings = Ranking.of(writer.history(), writer.events()).standings();
    assertThat(standings.get(0).number())
        .isEqualTo(Winner.of(writer.history()).orElseThrow().number());
    assertThat(standings.stream().filter(s -> s.front() == 1).map(Standing::number))
        .containsExactlyElementsOf(
            Winner.front(writer.history()).stream().map(Trial::number).toList());
  }
}
