package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnsembleTest {

  private static final Objective RMSE = new Objective("rmse", Goal.MINIMIZE);
  private static final Ensemble.Size SIZE = new Ensemble.Size(5, 25);
  private static final int ROWS = 40;

  /** A trial whose prediction of a row is its truth, 0, plus an error. */
  private static Candidate candidate(int trial, int folds, Miss error) {
    List<PredictionsFile> files = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int first = fold * ROWS;
      int[] rows = IntStream.range(first, first + ROWS).toArray();
      double[][] truth = new double[ROWS][1];
      double[][] predicted = new double[ROWS][];
      for (int i = 0; i < ROWS; i++) {
        predicted[i] = new double[] {error.of(rows[i])};
      }
      files.add(new PredictionsFile(rows, new Predictions.Numbers(truth, predicted, List.of("y"))));
    }
    return new Candidate(trial, files);
  }

  private interface Miss {
    double of(int row);
  }

  private static Candidate noise(int trial, double deviation) {
    RandomGenerator random = Seeds.generator(trial);
    return candidate(trial, 5, row -> deviation * random.nextGaussian());
  }

  @Test
  void takesTrialsWhoseErrorsCancel() {
    Candidate high = candidate(3, 5, row -> 1);
    Candidate low = candidate(7, 5, row -> -1.2);
    Candidate worse = candidate(9, 5, row -> 4);

    Ensemble ensemble = Ensemble.of(List.of(high, low, worse), RMSE, SIZE);

    // 6 votes of +1 and 5 of −1.2 cancel; no shorter mixture comes as close.
    assertThat(ensemble.votes()).isEqualTo(Map.of(3, 6, 7, 5));
    assertThat(Ensemble.members(ensemble.votes())).containsExactly(3, 7);
    assertThat(ensemble.gain()).isEqualTo(1, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(ensemble.error()).isLessThan(1e-9);
    assertThat(ensemble.isWorthIt()).isTrue();
  }

  @Test
  void equalTrialsAreNotWorthCombining() {
    Ensemble ensemble =
        Ensemble.of(
            List.of(candidate(4, 5, row -> row % 3), candidate(2, 5, row -> row % 3)), RMSE, SIZE);

    assertThat(ensemble.votes()).isEqualTo(Map.of(4, 1));
    assertThat(ensemble.gain()).isZero();
    assertThat(ensemble.isWorthIt()).isFalse();
  }

  @Test
  void independentErrorsAverageOut() {
    Ensemble ensemble =
        Ensemble.of(IntStream.range(0, 8).mapToObj(t -> noise(t, 1)).toList(), RMSE, SIZE);

    // The error of the mean of five is 1/√5 of one's; chosen on few rows, somewhat more.
    assertThat(ensemble.votes()).hasSize(5);
    assertThat(ensemble.gain()).isBetween(0.35, 0.6);
    assertThat(ensemble.isWorthIt()).isTrue();
  }

  @Test
  void whatIsGainedByChanceAloneIsNotTakenForAGain() {
    // All but one are far worse: whatever they add to the mean on the rows they are chosen by is
    // luck.
    int worthIt = 0;
    for (int seed = 0; seed < 20; seed++) {
      List<Candidate> candidates = new ArrayList<>();
      candidates.add(noise(1000 * seed, 0.2));
      for (int i = 1; i < 12; i++) {
        candidates.add(noise(1000 * seed + i, 6));
      }
      Ensemble ensemble = Ensemble.of(candidates, RMSE, SIZE);
      worthIt += ensemble.isWorthIt() ? 1 : 0;
    }
    assertThat(worthIt).isLessThanOrEqualTo(4);
  }

  @Test
  void fewerThanThreeFoldsShowNothing() {
    Ensemble ensemble =
        Ensemble.of(List.of(candidate(0, 2, row -> 1), candidate(1, 2, row -> -1)), RMSE, SIZE);

    assertThat(ensemble.gain()).isNaN();
    assertThat(ensemble.isWorthIt()).isFalse();
  }

  @Test
  void aTrialThatPredictedOtherRowsDoesNotMatch() {
    Candidate one = candidate(0, 3, row -> 1);
    assertThat(one.matches(candidate(1, 3, row -> 2))).isTrue();
    assertThat(one.matches(candidate(1, 2, row -> 2))).isFalse();
    assertThat(
            one.matches(
                new Candidate(
                    2, List.of(one.folds().get(1), one.folds().get(0), one.folds().get(2)))))
        .isFalse();
  }
}
