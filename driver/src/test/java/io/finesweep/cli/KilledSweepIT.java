package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.trial.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver that is killed at any moment loses nothing and repeats nothing. */
class KilledSweepIT {

  @TempDir private Path scratch;

  @Test
  void aSweepKilledAndResumedGivesTheTableOfOneLeftAlone() throws Exception {
    compare("random", 2);
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "sobol"})
  void aSweepKilledTwentyTimesGivesTheTableOfOneLeftAlone(String sampler) throws Exception {
    compare(sampler, 20);
  }

  private void compare(String sampler, int kills) throws Exception {
    int trials = kills == 2 ? 4 : 24;
    Path alone = Files.createDirectory(scratch.resolve("alone"));
    Path killed = Files.createDirectory(scratch.resolve("killed"));
    Path left = SmallSweep.write(alone, sampler, trials);
    Path hit = SmallSweep.write(killed, sampler, trials);
    String few = "--set=sweep.strategy.resolution=6";
    Program.Ended whole = Program.run(scratch, "run", left.toString(), few);
    assertThat(whole.code()).as(whole.err()).isZero();

    int dead = killOften(hit, killed, few, kills);
    Program.Ended last = Program.run(scratch, "run", hit.toString(), few);

    assertThat(last.code()).as(last.err()).isZero();
    assertThat(dead).isPositive();
    SweepTables tables = new SweepTables(SmallSweep.folder(killed));
    SweepTables expected = new SweepTables(SmallSweep.folder(alone));
    assertThat(tables.trials()).isEqualTo(expected.trials()).hasSize(trials);
    assertThat(tables.runs()).isEqualTo(trials * 2L);
  }

  /** Kills the driver whenever the journal has grown by a random number of events. */
  private int killOften(Path conf, Path folder, String few, int kills) throws Exception {
    RandomGenerator random = new Seeds(kills).generator("kills");
    int dead = 0;
    for (int kill = 0; kill < kills; kill++) {
      long before = SmallSweep.events(folder);
      long more = random.nextInt(1, 7);
      try (Program program = Program.start(scratch, "run", conf.toString(), few)) {
        await()
            .atMost(Duration.ofMinutes(5))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> !program.isAlive() || SmallSweep.events(folder) >= before + more);
        dead += program.isAlive() ? 1 : 0;
        program.kill();
      }
    }
    return dead;
  }
}
