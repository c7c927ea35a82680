package io.finesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.sweep.ManyTrials.Played;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManyTrialsTest {

  /** What holds for a million trials is measured by {@code ManyTrialsIT}. */
  @ParameterizedTest
  @ValueSource(strings = {"race", "asha-race", "hyperband"})
  void tenThousandSlotsShareOneLoop(String schedule) throws InterruptedException {
    Played played = ManyTrials.played(schedule, 12_000, 10_000);
    assertThat(played.history().trials()).hasSize(12_000);
    assertThat(played.history().outstanding()).isEmpty();
    assertThat(played.most()).isEqualTo(10_000);
  }
}
