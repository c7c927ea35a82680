package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerformanceTest {

  private static PredictionsFile fold(int first, int[] truth, double... ofDog) {
    double[][] probabilities = new double[truth.length][];
    int[] rows = new int[truth.length];
    for (int i = 0; i < truth.length; i++) {
      probabilities[i] = new double[] {1 - ofDog[i], ofDog[i]};
      rows[i] = first + i;
    }
    return new PredictionsFile(
        rows, new Predictions.Classes(truth, probabilities, List.of("cat", "dog")));
  }

  private static Performance.Classes classes(PredictionsFile... folds) {
    return (Performance.Classes) Performance.of(List.of(folds)).get(0);
  }

  @Test
  void putsTheFoldsTogether() {
    Performance.Classes all =
        classes(fold(0, new int[] {0, 0, 1}, .1, .9, .8), fold(10, new int[] {1, 1}, .7, .2));

    assertThat(all.rows()).isEqualTo(5);
    assertThat(all.confusion()).isDeepEqualTo(new int[][] {{1, 1}, {1, 2}});
    Performance.PerClass dog = all.classes().get(1);
    assertThat(dog.support()).isEqualTo(3);
    assertThat(dog.precision()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(dog.recall()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(dog.f1()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void theWorstMistakeIsTheOneMadeWithTheMostConfidence() {
    Performance.Classes all = classes(fold(100, new int[] {0, 0, 1, 1}, .6, .95, .3, .9));

    assertThat(all.worst()).extracting(Performance.Mistake::row).containsExactly(101, 102, 100);
    assertThat(all.worst().get(0).truth()).isEqualTo("cat");
    assertThat(all.worst().get(0).predicted()).isEqualTo("dog");
  }

  @Test
  void theAreaUnderTheRocIsTheShareOfPairsInOrder() {
    double[] scores = {.9, .8, .7, .7, .1};
    boolean[] positive = {true, false, true, false, false};

    Curve roc = Curve.roc(scores, positive);

    // Of six pairs: .9 above all three, .7 above .1, level with .7 (half), below .8.
    assertThat(roc.area()).isCloseTo(4.5 / 6, within(1e-12));
    assertThat(roc.points()).startsWith(new Curve.Point(0, 0)).endsWith(new Curve.Point(1, 1));
  }

  @Test
  void averagePrecisionSumsPrecisionOverGainsInRecall() {
    double[] scores = {.9, .8, .7, .6};
    boolean[] positive = {true, false, true, false};

    assertThat(Curve.precisionRecall(scores, positive).area())
        .isCloseTo(.5 * 1 + .5 * 2 / 3, within(1e-12));
  }

  @Test
  void aThinnedCurveKeepsItsEndsAndItsArea() {
    double[] scores = new double[1000];
    boolean[] positive = new boolean[1000];
    for (int i = 0; i < 1000; i++) {
      scores[i] = i;
      positive[i] = i % 3 == 0;
    }
    Curve whole = Curve.roc(scores, positive);
    Curve thin = whole.thinned(50);

    assertThat(thin.points()).hasSize(50).startsWith(new Curve.Point(0, 0));
    assertThat(thin.points()).endsWith(new Curve.Point(1, 1));
    assertThat(thin.area()).isEqualTo(whole.area());
  }

  @Test
  void calibrationHoldsConfidenceAgainstWhatWasRight() {
    Performance.Classes all = classes(fold(0, new int[] {1, 1, 0, 0, 1}, .95, .97, .92, .02, .55));

    assertThat(all.calibration()).hasSize(2);
    Performance.Bin sure = all.calibration().get(1);
    assertThat(sure.rows()).isEqualTo(4);
    assertThat(sure.right()).isCloseTo(.75, within(1e-12));
    assertThat(sure.confidence()).isCloseTo((.95 + .97 + .92 + .98) / 4, within(1e-12));
  }

  @Test
  void aClassWithoutRowsHasNoCurve() {
    Performance.Classes all = classes(fold(0, new int[] {0, 0}, .1, .2));

    assertThat(all.classes().get(1).roc().points()).isEmpty();
    assertThat(all.classes().get(1).roc().area()).isNaN();
    assertThat(all.classes().get(1).recall()).isNaN();
  }

  @Test
  void aRegressionHasOneForEachOutput() {
    PredictionsFile fold =
        new PredictionsFile(
            new int[] {4, 7},
            new Predictions.Numbers(
                new double[][] {{1, 10}, {2, 20}},
                new double[][] {{1.5, 10}, {1, 26}},
                List.of("width", "height")));

    List<Performance> all = Performance.of(List.of(fold));

    assertThat(all).hasSize(2);
    Performance.Numbers width = (Performance.Numbers) all.get(0);
    assertThat(width.errors().mean()).isCloseTo(-.25, within(1e-12));
    assertThat(width.errors().size()).isCloseTo(.75, within(1e-12));
    assertThat(width.errors().rootMeanSquare()).isCloseTo(Math.sqrt(.625), within(1e-12));
    assertThat(width.worst()).extracting(Performance.Mistake::row).containsExactly(7, 4);
  }
}
