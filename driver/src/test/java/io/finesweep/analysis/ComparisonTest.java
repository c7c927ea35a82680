package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final double[] NOTHING = {0, 0, 0, 0, 0};

  @Test
  void correctsTheTestForFoldsThatShareTrainingRows() {
    Comparison comparison =
        Comparison.of(NOTHING, new double[] {1, 2, 3, 4, 5}, 0.25).orElseThrow();

    // t = 3 / √((1/5 + 1/4) · 2.5) = 2.8284 at 4 degrees of freedom.
    assertThat(comparison.difference()).isEqualTo(3);
    assertThat(comparison.probability()).isCloseTo(0.0474, within(1e-4));
    assertThat(comparison.interval().low()).isCloseTo(3 - 2.7764 * 1.06066, within(1e-3));
    assertThat(comparison.interval().high()).isCloseTo(3 + 2.7764 * 1.06066, within(1e-3));
  }

  @Test
  void pairsOnlyTheFoldsThatBothWereMeasuredOn() {
    double[] other = {1, Double.NaN, 3, Double.NaN, Double.NaN};

    assertThat(Comparison.of(NOTHING, other, 0.25))
        .hasValueSatisfying(
            comparison -> {
              assertThat(comparison.pairs()).isEqualTo(2);
              assertThat(comparison.difference()).isEqualTo(2);
            });
  }

  @Test
  void saysNothingOfOneFoldOrOfFoldsThatDifferAlike() {
    assertThat(Comparison.of(new double[] {1}, new double[] {2}, 0.25)).isEmpty();
    assertThat(Comparison.of(new double[] {1, 2, 3}, new double[] {2, 3, 4}, 0.5)).isEmpty();
  }
}
