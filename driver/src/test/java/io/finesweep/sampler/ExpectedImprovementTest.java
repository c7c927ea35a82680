package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ExpectedImprovementTest {

  @ParameterizedTest
  @CsvFileSource(resources = "expected-improvement.csv", numLinesToSkip = 1)
  void agreesWithHundredDigits(double z, double log, double slope) {
    double size = Math.max(1, Math.abs(log));
    assertThat(ExpectedImprovement.log(z)).isCloseTo(log, within(2e-14 * size));
    assertThat(ExpectedImprovement.slope(z) / slope).isCloseTo(1, within(1e-13));
  }
}
