package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.trial.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver that is killed at any moment loses nothing and repeats nothing. */
class KilledSweepIT {

  private static final String WHAT_MUST_BE_EQUAL =
      "select * exclude (started, ended, seconds) from '%s/trials/*.parquet' order by number";

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
    assertThat(rows(killed)).isEqualTo(rows(alone)).hasSize(trials);
    assertThat(runs(killed)).isEqualTo(trials * 2L);
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

  private static List<List<Object>> rows(Path folder) throws SQLException {
    return query(WHAT_MUST_BE_EQUAL.formatted(SmallSweep.folder(folder)));
  }

  private static Object runs(Path folder) throws SQLException {
    String sql = "select count(*) from '%s/folds/*.parquet'";
    return query(sql.formatted(SmallSweep.folder(folder))).get(0).get(0);
  }

  private static List<List<Object>> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result = connection.createStatement().executeQuery(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(result.getObject(column));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
