package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.finesweep.history.Recorded;
import io.finesweep.store.Journal;
import io.finesweep.store.MiniHdfsProcess;
import io.finesweep.store.SweepFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose store, an HDFS, cannot be written or does not answer for a minute. */
@Tag("faults")
@Timeout(900)
class StoreAwayIT {

  private static final int TRIALS = 12;

  @TempDir private Path scratch;

  private MiniHdfsProcess hdfs;

  /** Something that is done to the store. */
  private interface Change {
    void make() throws IOException, InterruptedException;
  }

  @BeforeEach
  void startHdfs() throws IOException {
    hdfs = MiniHdfsProcess.start(scratch.resolve("hdfs"));
  }

  @AfterEach
  void stopHdfs() {
    hdfs.close();
  }

  @Test
  void waitsForAStoreThatIsReadOnlyForAMinute() throws Exception {
    comesThrough(
        () -> hdfs.inSafeMode(SafeModeAction.SAFEMODE_ENTER),
        () -> hdfs.inSafeMode(SafeModeAction.SAFEMODE_LEAVE));
  }

  @Test
  void waitsForAStoreThatAnswersNobodyForAMinute() throws Exception {
    comesThrough(hdfs::hang, hdfs::goOn);
  }

  private void comesThrough(Change away, Change back) throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", TRIALS);
    Program.Ended alone = Program.run(scratch, "run", conf.toString());
    assertThat(alone.code()).as(alone.err()).isZero();
    String elsewhere = "--set=sweep.store=\"" + hdfs.uri() + "/sweeps\"";
    try (Program program = Program.start(scratch, "run", conf.toString(), elsewhere)) {
      await().atMost(Duration.ofMinutes(3)).until(() -> !program.isAlive() || events() > 4);
      away.make();
      await().atMost(Duration.ofMinutes(2)).during(Duration.ofMinutes(1)).until(program::isAlive);
      back.make();
      Program.Ended ended = program.end();
      assertThat(ended.code()).as(ended.err()).isZero();
    }
    assertThat(trials(hdfs.uri() + "/sweeps/small"))
        .isEqualTo(trials(SmallSweep.folder(scratch).toString()))
        .hasSize(TRIALS);
  }

  @Test
  void beginsNothingWhereItCannotWriteAndSaysSo() throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", TRIALS);
    hdfs.inSafeMode(SafeModeAction.SAFEMODE_ENTER);
    Program.Ended ended =
        Program.run(
            scratch, "run", conf.toString(), "--set=sweep.store=\"" + hdfs.uri() + "/sweeps\"");
    assertThat(ended.code()).isEqualTo(ExitCode.STOPPED);
    assertThat(ended.err())
        .contains("The store is not available at '" + hdfs.uri(), "safe mode", "\nMaybe ")
        .doesNotContain("\tat ");
  }

  /** How many events there are, 0 where that cannot be seen. */
  private long events() {
    try {
      SweepFolder folder = SweepFolder.at(hdfs.uri() + "/sweeps/small", new Configuration());
      long count = 0;
      for (Recorded ignored : Journal.of(folder).events()) {
        count++;
      }
      return count;
    } catch (RuntimeException e) {
      return 0;
    }
  }

  private JsonNode trials(String folder) throws Exception {
    return SmallSweep.trials(scratch, Program.Setting.PLAIN, folder);
  }
}
