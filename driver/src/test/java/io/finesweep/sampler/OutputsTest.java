package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputsTest {

  private static double[] losses(double power) {
    return IntStream.range(0, 41).mapToDouble(i -> Math.pow(i / 10.0, power)).toArray();
  }

  @Test
  void areStandardized() {
    for (double power : new double[] {1, 6}) {
      double[] values = Outputs.of(losses(power)).values();
      assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(0, within(1e-9));
      double square = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
      assertThat(square).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void keepTheOrderAndDrawInALongTail() {
    double[] losses = losses(6);
    double[] values = Outputs.of(losses).values();
    assertThat(values).isSorted();
    double plain = (losses[40] - losses[20]) / (losses[20] - losses[5]);
    assertThat((values[40] - values[20]) / (values[20] - values[5])).isLessThan(plain / 5);
  }

  @Test
  void leaveAShortTailAsItIs() {
    double[] values = Outputs.of(losses(1)).values();
    for (int i = 2; i <= 40; i++) {
      assertThat(values[i] - values[i - 1]).isCloseTo(values[1] - values[0], within(1e-9));
    }
  }

  @Test
  void slopesAreThoseOfFiniteDifferences() {
    double[] losses = losses(6);
    Outputs outputs = Outputs.of(losses);
    double ratio = 0;
    for (int i = 2; i < 40; i++) {
      double around =
          (outputs.values()[i + 1] - outputs.values()[i - 1]) / (losses[i + 1] - losses[i - 1]);
      ratio = Math.max(ratio, Math.abs(Math.log(outputs.slopes()[i] / around)));
    }
    assertThat(ratio).isLessThan(0.2);
  }

  @Test
  void doNotDependOnUnits() {
    for (double power : new double[] {1, 6}) {
      double[] values = Outputs.of(losses(power)).values();
      double[] other = Arrays.stream(losses(power)).map(loss -> 1e4 * loss - 77.7).toArray();
      assertThat(Outputs.of(other).values()).containsExactly(values, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 1e6, 1e200, Double.MAX_VALUE, Double.POSITIVE_INFINITY})
  void bringBogusLossesNearTheOthersWithoutReorderingThem(double bogus) {
    double[] losses = Arrays.copyOf(losses(1), 43);
    losses[41] = bogus;
    losses[42] = bogus / 4;
    Outputs outputs = Outputs.of(losses);
    double range = outputs.values()[40] - outputs.values()[0];
    assertThat(range).isGreaterThan(1.5);
    assertThat(outputs.values()[42]).isBetween(outputs.values()[40] + range / 2, 6.0);
    assertThat(outputs.values()[41]).isBetween(outputs.values()[42], 6.0);
    assertThat(outputs.slopes()).doesNotContain(Double.NaN);
  }

  @Test
  void areNumbersWhereSquaresOfLossesAreNone() {
    double[] values = Outputs.of(new double[] {-1e200, -1e308, -1e308, 0, 1, 2}).values();
    assertThat(Arrays.stream(values).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void ofEqualLossesAreZero() {
    Outputs outputs = Outputs.of(new double[] {0.3, 0.3, 0.3});
    assertThat(outputs.values()).containsOnly(0);
    assertThat(outputs.failed()).isEqualTo(1);
  }

  @Test
  void aFailureIsWorseThanTheWorst() {
    Outputs outputs = Outputs.of(losses(1));
    double range = outputs.values()[40] - outputs.values()[0];
    assertThat(outputs.failed()).isCloseTo(outputs.values()[40] + range / 2 + 1, within(1e-9));
  }

  @Test
  void doubtWhatLiesFarAboveAllOthersAndNothingElse() {
    double[] losses = losses(1);
    losses[7] = 1e6;
    double[] doubts = Outputs.of(losses).doubts();
    assertThat(doubts[7]).isPositive();
    doubts[7] = 0;
    assertThat(doubts).containsOnly(0);
  }
}
