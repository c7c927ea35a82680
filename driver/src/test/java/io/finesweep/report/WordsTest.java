package io.finesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void numbersShowFourDigitsThatMatter() {
    assertThat(Words.number(0.97134)).isEqualTo("0.9713");
    assertThat(Words.number(123.456)).isEqualTo("123.5");
    assertThat(Words.number(0.00001234)).isEqualTo("1.234e-05");
    assertThat(Words.number(0)).isEqualTo("0.0000");
  }

  @Test
  void percentsNeverClaimCertainty() {
    assertThat(Words.percent(0.412)).isEqualTo("41%");
    assertThat(Words.percent(0.0001)).isEqualTo("less than 1%");
    assertThat(Words.percent(0.9999)).isEqualTo("more than 99%");
    assertThat(Words.percent(0)).isEqualTo("0%");
    assertThat(Words.percent(1)).isEqualTo("100%");
  }

  @Test
  void durationsHaveTwoUnitsAtMost() {
    assertThat(Words.duration(1234)).isEqualTo("1.2 s");
    assertThat(Words.duration(42_000)).isEqualTo("42 s");
    assertThat(Words.duration(200_000)).isEqualTo("3 min 20 s");
    assertThat(Words.duration(18_720_000)).isEqualTo("5 h 12 min");
  }

  @Test
  void oneIsNoPlural() {
    assertThat(Words.count(1, "trial")).isEqualTo("1 trial");
    assertThat(Words.count(2, "trial")).isEqualTo("2 trials");
  }

  @Test
  void ofALongTextTheFirstLinesAreShownEachUpToALength() {
    assertThat(Words.brief("it failed\nMaybe turn it round."))
        .isEqualTo("it failed\nMaybe turn it round.");
    assertThat(Words.brief("a\nb\nc\nd")).isEqualTo("a\nb\nc\n…");
    assertThat(Words.brief("x".repeat(300_000))).isEqualTo("x".repeat(400) + "…");
  }
}
