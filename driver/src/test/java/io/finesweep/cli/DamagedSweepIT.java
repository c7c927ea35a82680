package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a sweep that are torn, changed or gone, as a user meets them. */
@Tag("faults")
class DamagedSweepIT {

  private static final int TRIALS = 4;

  @TempDir private Path scratch;

  private SweepTables tables() {
    return new SweepTables(SmallSweep.folder(scratch));
  }

  private Path swept() throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", TRIALS);
    carryOn("run", conf.toString());
    assertThat(tables().trials()).hasSize(TRIALS);
    return conf;
  }

  private void carryOn(String... arguments) throws Exception {
    Program.Ended ended = Program.run(scratch, arguments);
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  @Test
  void tornTablesAreMadeAnewByTheCommandThatCarriesOn() throws Exception {
    Path conf = swept();
    List<List<Object>> trials = tables().trials();
    List<List<Object>> predictions = tables().predictions();
    for (String table : List.of("trials", "folds", "epochs", "predictions")) {
      Path file = SmallSweep.folder(scratch).resolve(table).resolve("part-00000.parquet");
      byte[] content = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(content, content.length / 2));
    }
    Files.writeString(SmallSweep.folder(scratch).resolve("ranking.parquet"), "no table");

    carryOn("run", conf.toString());

    assertThat(tables().trials()).isEqualTo(trials);
    assertThat(tables().runs()).isEqualTo(TRIALS * 2L);
    assertThat(tables().predictions()).isEqualTo(predictions);
    assertThat(tables().ranking()).hasSize(TRIALS);
  }

  @Test
  void aJournalThatEndsEarlyLosesItsLastEventsOnly() throws Exception {
    Path conf = swept();
    List<List<Object>> trials = tables().trials();
    byte[] content = Files.readAllBytes(segment());
    Files.write(segment(), Arrays.copyOf(content, content.length / 2));

    carryOn("run", conf.toString());

    assertThat(tables().trials()).isEqualTo(trials);
    assertThat(tables().runs()).isEqualTo(TRIALS * 2L);
  }

  @Test
  void aChangedJournalStopsEachCommandWithPlaceAndWayOutAndNothingIsWritten() throws Exception {
    Path conf = swept();
    byte[] content = Files.readAllBytes(segment());
    content[content.length / 2] ^= 1;
    Files.write(segment(), content);
    Map<String, Long> before = files();
    String folder = SmallSweep.folder(scratch).toString();
    for (List<String> command :
        List.of(
            List.of("run", conf.toString()),
            List.of("retry", folder),
            List.of("show", folder),
            List.of("report", folder))) {
      Program.Ended ended = Program.run(scratch, command.toArray(String[]::new));
      assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.ERROR);
      assertThat(ended.err())
          .contains("The journal is damaged: " + segment() + ", line ", "\nMaybe restore ")
          .doesNotContain("\tat ");
    }
    assertThat(files()).isEqualTo(before);
  }

  private Path segment() {
    return SmallSweep.folder(scratch).resolve("_journal/000001-000000.jsonl");
  }

  private Map<String, Long> files() throws IOException {
    Map<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(SmallSweep.folder(scratch))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
      }
    }
    return files;
  }

  @Test
  void runsWhoseBaseModelWentAwaySaySoAndCanBeRetriedWhenItIsBack() throws Exception {
    Path alone = Files.createDirectory(scratch.resolve("alone"));
    int trials = 40;
    carryOn("run", SmallSweep.write(alone, "sobol", trials).toString());
    Path kept = Program.HOME.resolve("conf/models/digits-0-4.zip");
    Path model = Files.copy(kept, scratch.resolve("model.zip"));
    Path conf = SmallSweep.write(scratch, "sobol", trials);
    Files.writeString(
        conf,
        Files.readString(conf, StandardCharsets.UTF_8)
            .replace("conf/models/digits-0-4.zip", model.toString())
            .replace("local[2]", "local-cluster[1,1,1024]"));
    String classPath =
        "--set=cluster.spark.\"executor.extraClassPath\"=\""
            + System.getProperty("java.class.path")
            + "\"";
    try (Program program = Program.start(scratch, "run", conf.toString(), classPath)) {
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> SmallSweep.events(scratch) > 6 || !program.isAlive());
      Files.delete(model);
      program.process().descendants().forEach(ProcessHandle::destroyForcibly);
      Program.Ended ended = program.end();
      assertThat(ended.code()).as(ended.err()).isZero();
    }
    assertThat(tables().statuses()).contains("complete", "failed");
    assertThat(tables().reasons())
        .allMatch(reason -> reason.contains(model + "' does not exist.\nMaybe "));

    Files.copy(kept, model, StandardCopyOption.REPLACE_EXISTING);
    carryOn("retry", SmallSweep.folder(scratch).toString());

    assertThat(tables().trials())
        .isEqualTo(new SweepTables(SmallSweep.folder(alone)).trials())
        .hasSize(trials);
  }
}
