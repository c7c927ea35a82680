package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.store.Duck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user types, in processes of their own. */
class CommandsIT {

  @TempDir private Path scratch;

  @Test
  void theInterruptKeyStopsCleanlyAndTheSweepCanBeCarriedOnWith() throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", 100_000);
    try (Program program = Program.start(scratch, "run", conf.toString());
        Program other = whileRunning(program, conf)) {
      Program.Ended refused = other.end();
      program.interrupt();
      Program.Ended stopped = program.end();

      assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USE);
      assertThat(refused.err())
          .contains(Long.toString(program.process().pid()))
          .doesNotContain("\tat ");
      assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.STOPPED);
      assertThat(stopped.err()).contains("Carry on with:  finesweep run " + conf);
    }
    Program.Ended done =
        Program.run(scratch, "run", conf.toString(), "--set", "sweep.budget.trials=1");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("test set", "models/trial-");
    showsTheSweep();
  }

  private Program whileRunning(Program program, Path conf) {
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> !program.isAlive() || SmallSweep.events(scratch) >= 3);
    return Program.start(scratch, "run", conf.toString());
  }

  private void showsTheSweep() throws Exception {
    Program.Ended shown =
        Program.run(scratch, "show", "--json", SmallSweep.folder(scratch).toString());
    JsonNode trials = new ObjectMapper().readTree(shown.out()).get("trials");
    assertThat(trials).isNotEmpty();
    assertThat(trials).allMatch(trial -> trial.get("status").textValue().equals("complete"));
    assertThat(trials.get(0).get("metrics").get("accuracy").get("mean").doubleValue())
        .isBetween(0.2, 1.0);
    assertThat(trials.get(0).get("parameters").has("learning-rate")).isTrue();
    Program.Ended list = Program.run(scratch, "list", SmallSweep.store(scratch).toString());
    assertThat(list.out()).contains("small", "done");
    assertThat(SmallSweep.folder(scratch).resolve("report/index.html"))
        .content()
        .contains("leads: accuracy", "What the leader gets wrong");
    try (var models = Files.list(SmallSweep.folder(scratch).resolve("models"))) {
      assertThat(models.map(file -> file.getFileName().toString().replaceAll("\\d+", "N")))
          .containsExactlyInAnyOrder("trial-N.zip", "trial-N.md", "trial-N.html");
    }
  }

  @Test
  void aMistakeIsToldWithFileAndLineAndWithoutAStackTrace() throws Exception {
    Path conf = scratch.resolve("wrong.conf");
    Files.writeString(conf, "sweep {\n  nmae = x\n}\n");

    Program.Ended ended = Program.run(scratch, "validate", conf.toString());

    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("wrong.conf", "2", "Maybe you meant 'name'");
    assertThat(ended.err()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void retryRunsOnlyTheBrokenTrialsAgain() throws Exception {
    Path conf = SmallSweep.write(scratch, "grid", 2);
    String text = Files.readString(conf);
    Files.writeString(
        conf,
        text.replace("name = small\n", "") // named by its file, which the store does not keep
            .replaceAll("learning-rate = .*", "learning-rate = { ordinal = [0.01, 3e38] }")
            .replaceAll("batch-size = .*", "batch-size = 32")
            .replaceAll("optimizer = .*", "optimizer = sgd"));
    Program.Ended first = Program.run(scratch, "run", conf.toString());
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(attempts())
        .containsExactly("complete,0,0", "complete,1,0", "diverged,0,0", "diverged,1,0");

    Program.Ended again = Program.run(scratch, "retry", SmallSweep.folder(scratch).toString());

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(attempts())
        .containsExactly("complete,0,0", "complete,1,0", "diverged,0,1", "diverged,1,1");

    Path folder = SmallSweep.folder(scratch);
    Path other = Files.move(folder, folder.resolveSibling("renamed"));
    Program.Ended refused = Program.run(scratch, "retry", other.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("is named 'small'", "Maybe name the folder 'small' again.");
    assertThat(folder).doesNotExist();
  }

  @Test
  void theDoctorLooksAtEachExecutor() throws Exception {
    Program.Ended well =
        Program.run(
            scratch,
            "doctor",
            "--master",
            "local[2]",
            "--store",
            SmallSweep.store(scratch).toString());
    assertThat(well.code()).as(well.err()).isZero();
    assertThat(well.out())
        .contains("driver", "CpuBackend", "oneDNN", "off-heap", "writable", "good");

    Path file = Files.writeString(scratch.resolve("file"), "");
    Program.Ended ill = Program.run(scratch, "doctor", "--store", file + "/below");
    assertThat(ill.code()).isEqualTo(ExitCode.ERROR);
    assertThat(ill.out()).contains("BAD", "cannot be written", "Maybe").doesNotContain("\tat ");
  }

  /** The last attempt of each fold, after the status of its trial. */
  private List<String> attempts() throws Exception {
    return Duck.rows(
        SmallSweep.folder(scratch),
        """
        SELECT t.status, f.fold, max(f.attempt)
        FROM '%s/trials/*.parquet' t JOIN '%s/folds/*.parquet' f ON f.trial = t.number
        GROUP BY t.status, f.fold ORDER BY t.status, f.fold
        """);
  }
}
