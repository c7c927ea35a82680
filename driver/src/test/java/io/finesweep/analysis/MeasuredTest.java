package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Seeds;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MeasuredTest {

  private static final String ROWS = "00000000000000ab" + "0".repeat(48);

  /** Right with this probability. */
  private static Predictions classes(int rows, double right, long seed) {
    RandomGenerator random = Seeds.generator(seed);
    int[] truth = new int[rows];
    double[][] probabilities = new double[rows][];
    for (int row = 0; row < rows; row++) {
      truth[row] = row % 2;
      boolean hit = random.nextDouble() < right;
      double first = (truth[row] == 0) == hit ? 0.9 : 0.1;
      probabilities[row] = new double[] {first, 1 - first};
    }
    return new Predictions.Classes(truth, probabilities, List.of("a", "b"));
  }

  private static Measured.Figure accuracy(Measured measured) {
    return measured.figures().stream()
        .filter(figure -> figure.metric().name().equals("accuracy"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void coversTheTrueValueInNineteenOfTwentyCases() {
    List<Metric> accuracy =
        Metrics.all().stream().filter(m -> m.name().equals("accuracy")).toList();
    int covered = 0;
    for (int i = 0; i < 60; i++) {
      Interval interval =
          Objects.requireNonNull(
              accuracy(Measured.of(classes(50, 0.8, i), accuracy, ROWS)).interval());
      covered += interval.low() <= 0.8 && 0.8 <= interval.high() ? 1 : 0;
    }
    assertThat(covered).isBetween(49, 60);
  }

  @Test
  void theSameRowsAreDrawnForEveryModelSoThatTheirDifferenceIsThatOfPairs() {
    Predictions one = classes(500, 0.8, 1);
    double[] first = accuracy(Measured.of(one, ROWS)).resampled();

    assertThat(accuracy(Measured.of(one, ROWS)).resampled()).containsExactly(first);
    assertThat(accuracy(Measured.of(one, "1" + ROWS.substring(1))).resampled()).isNotEqualTo(first);
  }

  @Test
  void measuresAllThatIsDefinedOfARegressionAndNothingElse() {
    double[][] truth = {{1}, {2}, {3}, {4}};
    double[][] predicted = {{1.5}, {2}, {2.5}, {4}};
    Measured measured = Measured.of(new Predictions.Numbers(truth, predicted, List.of("y")), ROWS);

    assertThat(measured.value("mae")).hasValue(0.25);
    assertThat(measured.value("accuracy")).isEmpty();
    assertThat(measured.rows()).isEqualTo(4);
  }

  @Test
  void takesFewerResamplesOfVeryManyRows() {
    assertThat(Measured.resamples(0)).isEqualTo(1000);
    assertThat(Measured.resamples(1000)).isEqualTo(1000);
    assertThat(Measured.resamples(100_000)).isEqualTo(200);
    assertThat(Measured.resamples(10_000_000)).isEqualTo(100);
  }
}
