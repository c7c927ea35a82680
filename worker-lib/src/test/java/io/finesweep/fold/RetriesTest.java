package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private final List<Duration> pauses = new ArrayList<>();
  private final Retries retries = new Retries(pauses::add);
  private int attempts;

  private int failingUntil(int attempt, IOException with) throws IOException {
    attempts++;
    if (attempts < attempt) {
      throw with;
    }
    return attempts;
  }

  @Test
  void goesOnWhenAStoreIsBackThatWasAwayForAMinute() throws IOException {
    assertThat(retries.of(() -> failingUntil(12, new IOException("no route to host"))))
        .isEqualTo(12);
    assertThat(pauses.subList(0, 3))
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(waited()).isGreaterThan(Duration.ofMinutes(1));
  }

  @Test
  void givesUpAStoreThatStaysAwayForTwoMinutes() {
    IOException away = new IOException("no space left on device");
    assertThatThrownBy(() -> retries.of(() -> failingUntil(Integer.MAX_VALUE, away)))
        .isSameAs(away);
    assertThat(waited()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(120));
  }

  @Test
  void givesUpAtOnceWhatTimeDoesNotHelp() {
    for (IOException one :
        List.of(new FileNotFoundException("gone"), new IOException("Read-only file system"))) {
      assertThatThrownBy(() -> retries.of(() -> failingUntil(9, one))).isSameAs(one);
    }
    assertThat(pauses).isEmpty();
  }

  private Duration waited() {
    return pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
