package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedGainTest {

  private static final Objective ACCURACY = new Objective("accuracy", Goal.MAXIMIZE);
  private static final Objective MAE = new Objective("mae", Goal.MINIMIZE);

  /** A classifier of 100 rows of class 0 that is right in the rows up to {@code right}. */
  private static Predictions right(int right) {
    double[][] probabilities = new double[100][];
    for (int row = 0; row < 100; row++) {
      probabilities[row] = row < right ? new double[] {1, 0} : new double[] {0, 1};
    }
    return new Predictions.Classes(new int[100], probabilities, List.of("a", "b"));
  }

  private static PairedGain gain(Predictions champion, Predictions challenger, Objective what) {
    return PairedGain.of(champion, challenger, what, 0.95, new Seeds(1).generator("test"));
  }

  @Test
  void isSureWhereRowsTellThemApartEnough() {
    PairedGain gain = gain(right(80), right(90), ACCURACY);
    assertThat(gain.gain()).isCloseTo(0.1, within(1e-12));
    // Ten of 100 pairs differ, all one way: the deviation of the mean is sqrt(.1 × .9 / 100) = .03.
    assertThat(gain.lower()).isCloseTo(0.1 - 1.645 * 0.03, within(0.01));
  }

  @Test
  void isNotSureOfOneRow() {
    assertThat(gain(right(80), right(81), ACCURACY).lower()).isZero();
  }

  @Test
  void isNoneBetweenEqualModels() {
    assertThat(gain(right(80), right(80), ACCURACY)).isEqualTo(new PairedGain(0, 0));
  }

  @Test
  void isPositiveWhereALowerErrorIsBetter() {
    double[][] truth = {{1}, {2}, {3}, {4}};
    Predictions off =
        new Predictions.Numbers(truth, new double[][] {{2}, {3}, {4}, {5}}, List.of("y"));
    Predictions exact = new Predictions.Numbers(truth, truth, List.of("y"));
    assertThat(gain(off, exact, MAE)).isEqualTo(new PairedGain(1, 1));
    assertThat(gain(exact, off, MAE)).isEqualTo(new PairedGain(-1, -1));
  }

  @Test
  void refusesPredictionsOfOtherRows() {
    Predictions none = new Predictions.Classes(new int[0], new double[0][], List.of("a", "b"));
    assertThatThrownBy(() -> gain(right(80), none, ACCURACY))
        .hasMessageContaining("100 rows cannot be compared with 0");
  }
}
