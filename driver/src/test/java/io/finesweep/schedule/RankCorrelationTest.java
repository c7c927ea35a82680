package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  @Test
  void isOneForEqualOrdersAndMinusOneForOpposite() {
    double[] numbers = {1, 4, 9, 16};
    assertThat(RankCorrelation.of(numbers, new double[] {-3, 0, 5, 5.5})).isEqualTo(1);
    assertThat(RankCorrelation.of(numbers, new double[] {8, 7, 2, 1})).isEqualTo(-1);
  }

  @Test
  void sharesMeanRanksAmongEqualNumbers() {
    // Pearson's correlation of the ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: 4.5 / sqrt(4.5 * 5).
    assertThat(RankCorrelation.of(new double[] {1, 2, 2, 3}, new double[] {1, 3, 2, 4}))
        .isCloseTo(0.9486832980505138, within(1e-12));
  }

  @Test
  void putsNaNLastAndIsZeroForAConstant() {
    assertThat(RankCorrelation.of(new double[] {1, 2, Double.NaN}, new double[] {1, 2, 3}))
        .isEqualTo(1);
    assertThat(RankCorrelation.of(new double[] {1, 1, 1}, new double[] {1, 2, 3})).isZero();
  }
}
