package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.history.Recorded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers as processes that are killed, on the local file system. */
class KilledDriverIT {

  private static final int KILLS = 25;

  @TempDir private Path temporary;

  private String folder() {
    return temporary.resolve("digits").toString();
  }

  private Child child() throws Exception {
    return Child.on(folder(), temporary.resolve("errors.txt"));
  }

  @Test
  void losesNoAcknowledgedEventHoweverOftenItIsKilled() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    long acknowledged = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      try (Child child = child()) {
        assertThat(child.line()).as(errors()).isEqualTo(String.valueOf(kill));
        for (int lines = random.nextInt(200); lines > 0; lines--) {
          acknowledged = Long.parseLong(child.line());
        }
        List<String> rest = child.kill();
        for (String line : rest) {
          if (!line.isBlank()) {
            acknowledged = Math.max(acknowledged, Long.parseLong(line));
          }
        }
      }
      long last = 0;
      for (Recorded event : Journal.of(Sample.folder(temporary.resolve("digits"))).events()) {
        assertThat(event).isEqualTo(Child.event(event.number()));
        last = event.number();
      }
      assertThat(last).isGreaterThanOrEqualTo(acknowledged);
    }
    assertThat(acknowledged).isGreaterThan(KILLS);
  }

  private String errors() throws Exception {
    Path errors = temporary.resolve("errors.txt");
    return Files.exists(errors) ? Files.readString(errors) : "";
  }

  @Test
  void refusesASecondDriverWhileTheFirstOneLives() throws Exception {
    try (Child first = child()) {
      assertThat(first.line()).as(errors()).isEqualTo("1");
      assertThatThrownBy(
              () ->
                  JournalStore.open(
                      Sample.folder(temporary.resolve("digits")), Sample.CONF, JournalStore.STALE))
          .isInstanceOf(SweepRefused.class)
          .hasMessageContaining("process " + first.pid());
      try (Child second = child()) {
        assertThat(second.line()).isEmpty();
        assertThat(errors()).contains("process " + first.pid());
      }
      first.kill();
    }
    JournalStore.open(Sample.folder(temporary.resolve("digits")), Sample.CONF, JournalStore.STALE)
        .close();
  }
}
