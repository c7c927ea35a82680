package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class NormalTest {

  @Test
  void agreesWithAnotherErrorFunction() {
    for (double x = -6; x <= 26; x += 0.0371) {
      assertThat(Normal.erfc(x)).isCloseTo(Erf.erfc(x), withinPercentage(1e-9));
    }
  }

  @Test
  void theScaledFunctionHoldsFarOut() {
    // Published values: Abramowitz and Stegun, table 7.1 and the asymptotic series 7.1.23.
    assertThat(Normal.erfcx(0)).isEqualTo(1);
    assertThat(Normal.erfcx(1)).isCloseTo(0.427583576155807, within(1e-14));
    assertThat(Normal.erfcx(1e6)).isCloseTo(1 / Math.sqrt(Math.PI) / 1e6, within(1e-18));
  }

  @Test
  void intervalsAreExactInBothTails() {
    assertThat(Normal.between(8, 9)).isCloseTo(6.219831985865786e-16, withinPercentage(1e-4));
    assertThat(Normal.between(-9, -8)).isEqualTo(Normal.between(8, 9));
    assertThat(Normal.between(-1, 1)).isCloseTo(0.682689492137086, within(1e-14));
    assertThat(Normal.cumulative(0)).isEqualTo(0.5);
    assertThat(Normal.density(0)).isCloseTo(0.398942280401433, within(1e-14));
  }
}
