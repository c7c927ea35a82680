package io.finesweep.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "+2.5", ".5", "5.", "1e3", "1.5E-10", "007", "123456789012"})
  void takesDecimalNumbers(String cell) {
    assertThat(Cells.isNumber(cell)).isTrue();
    assertThat(Double.parseDouble(cell)).isFinite();
    assertThat(Cells.isMissing(cell)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "+.",
        "e5",
        "1e",
        "1e+",
        "1e999",
        "1d",
        "0x10",
        "1,5",
        "1 2",
        "--1",
        "Infinity",
        "1.2.3",
        "2024-05-31"
      })
  void takesNothingElseForANumber(String cell) {
    assertThat(Cells.isNumber(cell)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "n/a", "NaN", "null", "NULL", "?"})
  void knowsHowMissingIsWritten(String cell) {
    assertThat(Cells.isMissing(cell)).isTrue();
  }
}
