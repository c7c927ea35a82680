package io.finesweep.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.metric.Goal;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WinnerTest {

  private static Configuration point(long number) {
    return Configuration.of(Map.of("x", new Value.Whole(number)));
  }

  private static int winner(Histories writer) {
    return Winner.of(writer.history()).orElseThrow().number();
  }

  @Test
  void thereIsNoneBeforeAnyValue() {
    assertThat(Winner.of(Histories.of(Goal.MAXIMIZE, 3, 1).start(point(0)).history())).isEmpty();
  }

  @Test
  void hasTheBestFullMean() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 3, 1);
    writer.trial(point(0), 0.5, 0.6, 0.7).trial(point(1), 0.9, 0.9, 0.9);
    assertThat(winner(writer.trial(point(2), 0.1, 0.2, 0.3))).isEqualTo(1);
  }

  @Test
  void isNotTheLuckiestObservation() {
    Histories writer = Histories.of(Goal.MINIMIZE, 3, 1);
    writer.trial(point(0), 0.5, 0.6, 0.7).trial(point(1), 0.01).trial(point(2), 0.02, 0.03);
    assertThat(winner(writer)).isZero();
  }

  @Test
  void ofEquallyGoodOnesIsTheOlder() {
    Histories writer = Histories.of(Goal.MINIMIZE, 2, 1);
    writer.trial(point(0), 3, 3).trial(point(1), 1, 2).trial(point(2), 2, 1);
    assertThat(winner(writer)).isEqualTo(1);
  }

  @Test
  void isTheCheaperOfTwoThatFoldsCannotTellApart() {
    Histories writer = Histories.of(Goal.MINIMIZE, 4, 9);
    for (int trial = 0; trial < 2; trial++) {
      writer.start(point(trial));
      for (int fold = 0; fold < 4; fold++) {
        double noise = 0.02 * ((fold + trial) % 2);
        double loss = 1 + 0.001 * trial + noise;
        writer.assign(new RunId(trial, fold, 3)).finish(trial, fold, Histories.scored(loss));
      }
    }
    assertThat(winner(writer)).isZero();
    // The first goes on alone and takes nine epochs a fold: now it is trained further.
    for (int fold = 0; fold < 4; fold++) {
      writer.score(0, fold, 5);
    }
    assertThat(winner(writer)).isZero();
  }

  @Test
  void failedTrialsCannotWin() {
    Histories writer = Histories.of(Goal.MINIMIZE, 2, 1).trial(point(0), 2, 2);
    writer.trial(point(1), 1).assign(1, 1).finish(1, 1, Histories.failed("no"));
    assertThat(winner(writer)).isZero();
  }

  private static Histories bounded(int folds, int epochs) {
    Terms free = Histories.terms(Goal.MINIMIZE, folds, epochs);
    Bound bound = new Bound("cost", Bound.Side.BELOW, 2);
    return Histories.of(new Terms(free.objectives(), List.of(bound), free.full()));
  }

  private static FoldResult scored(double score, double cost) {
    return Histories.scored(Map.of("score", score, "cost", cost));
  }

  @Test
  void thereIsNoneWhereNothingCanWinAndItIsSaidWhy() {
    Histories writer = bounded(1, 1);
    assertThat(Winner.whyNone(writer.start(point(0)).history()))
        .isEqualTo("Nothing was measured yet.");
    writer.assign(0, 0).finish(0, 0, scored(1, 3));
    writer.start(point(1)).assign(1, 0).finish(1, 0, Histories.failed("no"));
    assertThat(Winner.of(writer.history())).isEmpty();
    assertThat(Winner.whyNone(writer.history()))
        .isEqualTo("No trial that has ended can win: 1 breaks cost <= 2, 1 failed or diverged.");
  }

  @Test
  void isNoneThatPassesABoundWhereItWasTrainedFurthest() {
    Histories writer = bounded(2, 3);
    for (int trial = 0; trial < 2; trial++) {
      RunId first = new RunId(trial, 0, 1);
      writer.start(point(trial)).assign(first).finish(trial, 0, scored(trial, 1));
    }
    writer.assign(new RunId(0, 1, 1)).finish(0, 1, scored(0, 1));
    assertThat(winner(writer)).isZero();
    writer.assign(0, 0).finish(0, 0, scored(0, 3));
    assertThat(winner(writer)).isEqualTo(1);
  }

  @Test
  void beforeAnyTrialIsCompleteFoldEffectsAreTakenOff() {
    Histories writer = Histories.of(Goal.MINIMIZE, 3, 1);
    // Fold 1 is harder by 1; trial 5 saw it and not fold 2.
    for (int trial = 0; trial < 5; trial++) {
      double[] losses = {trial, trial + 1.0, trial};
      writer.start(point(trial));
      writer.score(trial, 0, losses[0]).score(trial, trial % 2 + 1, losses[trial % 2 + 1]);
    }
    writer.start(point(5)).score(5, 0, -0.2).score(5, 1, 0.8);
    assertThat(winner(writer)).isEqualTo(5);
  }
}
