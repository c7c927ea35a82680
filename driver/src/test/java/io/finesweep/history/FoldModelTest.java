package io.finesweep.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.history.TrialLosses.Outcome;
import io.finesweep.trial.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FoldModelTest {

  private static final double NONE = Double.NaN;
  private static final double[] EFFECTS = {0.03, -0.02, 0.01, 0, -0.02};

  private static TrialLosses row(double... losses) {
    int count = (int) Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).count();
    return new TrialLosses(losses, count, 0, Outcome.SOUND);
  }

  /** So many trials on all folds; bad ones have three times the noise of good ones. */
  private static TrialLosses[] drawn(int trials, double deviation) {
    RandomGenerator random = new Seeds(5).generator("folds");
    TrialLosses[] rows = new TrialLosses[trials];
    for (int trial = 0; trial < trials; trial++) {
      double mean = 0.1 * trial / trials;
      double noise = trial < trials / 3 ? deviation : 3 * deviation;
      double[] losses = new double[5];
      for (int fold = 0; fold < 5; fold++) {
        losses[fold] = mean + EFFECTS[fold] + noise * random.nextGaussian();
      }
      rows[trial] = row(losses);
    }
    return rows;
  }

  @Test
  void findsTheEffectsOfFoldsAndTheNoiseOfGoodTrials() {
    FoldModel model = FoldModel.of(drawn(300, 0.004), 5);
    assertThat(model.isFitted()).isTrue();
    for (int fold = 0; fold < 5; fold++) {
      assertThat(model.effect(fold)).isCloseTo(EFFECTS[fold], within(0.003));
    }
    assertThat(Math.sqrt(model.noise())).isBetween(0.003, 0.006);
  }

  @Test
  void addsUpWithoutNoise() {
    TrialLosses[] rows = drawn(30, 0);
    double[] partial = rows[0].byFold().clone();
    partial[1] = NONE;
    partial[4] = NONE;
    rows[0] = row(partial);
    FoldModel model = FoldModel.of(rows, 5);
    // Effects are drawn to 0 by one observation in eleven.
    assertThat(model.fullMean(0)).isCloseTo(0, within(0.003));
    assertThat(model.fullMean(10)).isCloseTo(rows[10].mean(), within(1e-12));
  }

  @Test
  void aCompleteTrialHasNoVarianceLeft() {
    TrialLosses[] rows = drawn(30, 0.01);
    rows[3] = row(0.1, 0.1, NONE, NONE, NONE);
    FoldModel model = FoldModel.of(rows, 5);
    assertThat(model.fullVariance(5)).isZero();
    double expected = 0.36 * model.noise() * (1 / 2.0 + 1 / 10.0) + 3 * model.noise() / 25;
    assertThat(model.fullVariance(3)).isCloseTo(expected, within(1e-12));
    assertThat(model.variance(3)).isCloseTo(model.noise() / 2, within(1e-15));
  }

  @Test
  void theStatedVarianceIsThatOfItsErrors() {
    double squares = 0;
    double stated = 0;
    RandomGenerator random = new Seeds(8).generator("calibration");
    for (int repetition = 0; repetition < 400; repetition++) {
      double[] effects = random.doubles(5, -0.02, 0.02).toArray();
      TrialLosses[] rows = new TrialLosses[24];
      double truth = 0;
      for (int trial = 0; trial < rows.length; trial++) {
        double[] losses = new double[5];
        for (int fold = 0; fold < 5; fold++) {
          losses[fold] = effects[fold] + 0.01 * random.nextGaussian();
        }
        if (trial == 0) {
          truth = Arrays.stream(losses).sum() / 5;
          losses[3] = NONE;
          losses[4] = NONE;
        }
        rows[trial] = row(losses);
      }
      FoldModel model = FoldModel.of(rows, 5);
      squares += (model.fullMean(0) - truth) * (model.fullMean(0) - truth);
      stated += model.fullVariance(0);
    }
    assertThat(squares / stated).isBetween(0.6, 1.7);
  }

  @Test
  void isUnfittedWithoutPairs() {
    FoldModel model = FoldModel.of(new TrialLosses[] {row(0.1, NONE), row(0.2, NONE)}, 2);
    assertThat(model.isFitted()).isFalse();
    assertThat(model.mean(1)).isEqualTo(0.2);
    assertThat(model.effect(0)).isZero();
    assertThat(FoldModel.of(new TrialLosses[0], 3).isFitted()).isFalse();
  }

  @Test
  void brokenTrialsCountNowhere() {
    TrialLosses[] rows = drawn(30, 0.004);
    double before = FoldModel.of(rows, 5).noise();
    TrialLosses[] more = Arrays.copyOf(rows, 31);
    more[30] = new TrialLosses(new double[] {NONE, NONE, NONE, NONE, NONE}, 0, 0, Outcome.BROKEN);
    FoldModel model = FoldModel.of(more, 5);
    assertThat(model.noise()).isEqualTo(before);
    assertThat(model.mean(30)).isNaN();
    assertThat(model.measured()).isEqualTo(30);
  }

  @Test
  void oneFoldTellsNothingOfNoise() {
    TrialLosses[] rows = new TrialLosses[20];
    Arrays.setAll(rows, trial -> row(trial));
    FoldModel model = FoldModel.of(rows, 1);
    assertThat(model.noise()).isZero();
    assertThat(model.fullMean(7)).isEqualTo(7);
    assertThat(model.fullVariance(7)).isZero();
  }

  @Test
  void selectsOrderStatistics() {
    RandomGenerator random = new Seeds(6).generator("selection");
    for (int repetition = 0; repetition < 200; repetition++) {
      double[] numbers = new double[1 + random.nextInt(50)];
      Arrays.setAll(numbers, i -> random.nextInt(20));
      double[] sorted = numbers.clone();
      Arrays.sort(sorted);
      int rank = random.nextInt(numbers.length);
      assertThat(Selection.smallest(numbers, rank)).isEqualTo(sorted[rank]);
    }
  }
}
