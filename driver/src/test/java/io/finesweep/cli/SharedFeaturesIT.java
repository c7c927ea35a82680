package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep above frozen layers on two executors, processes of their own, which share what the layers
 * put out and train the winner together.
 */
@Timeout(300)
@Tag("faults")
class SharedFeaturesIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path scratch;

  /** Where a Spark task of a stage of a run ran. */
  private record Ran(String description, String executor) {}

  @Test
  void areComputedOnceInTheClusterAndChangeNoResult() throws Exception {
    Path events = Files.createDirectories(scratch.resolve("events"));
    Program.Ended shared =
        run(
            "shared",
            "--set=cluster.master=\"local-cluster[2,1,1024]\"",
            "--set=cluster.refit=distributed",
            "--set=cluster.spark.executor.extraClassPath=\""
                + System.getProperty("java.class.path")
                + "\"",
            "--set=cluster.spark.executor.extraJavaOptions=\"-XX:TieredStopAtLevel=1"
                + " -XX:+UseSerialGC\"",
            "--set=cluster.spark.driver.host=\"127.0.0.1\"",
            "--set=cluster.spark.driver.bindAddress=\"127.0.0.1\"",
            "--set=cluster.spark.eventLog.enabled=true",
            "--set=cluster.spark.eventLog.dir=\"" + events.toUri() + "\"");
    run("alone", "--set=sweep.shared-memory=0");

    // All rows are divided by 16, so that all folds and trials have the same features.
    List<Ran> ran = ran(events);
    List<Ran> computed = ran.stream().filter(SharedFeaturesIT::isOfFeatures).toList();
    assertThat(computed).hasSize(1);
    assertThat(files(SmallSweep.store(scratch.resolve("shared")).resolve("_features"))).hasSize(1);
    List<Ran> trained = ran.stream().filter(one -> one.description().startsWith("trial ")).toList();
    assertThat(trained).extracting(Ran::executor).contains("0", "1");
    assertThat(trained)
        .contains(
            new Ran(
                computed.get(0).description().replace("features for ", ""),
                computed.get(0).executor()));
    assertThat(tables("shared").trials()).isEqualTo(tables("alone").trials()).hasSize(6);

    assertThat(shared.out())
        .contains(", trained on all rows but the test set's, in 2 slots at once");
    assertThat(ran).extracting(Ran::executor).containsOnly("0", "1");
    JsonNode model = shown("shared").get("models").get(0);
    assertThat(model.get("slots").intValue()).isEqualTo(2);
    JsonNode local = shown("alone").get("models").get(0);
    assertThat(local.get("slots").intValue()).isEqualTo(1);
    assertThat(model.get("test").get("accuracy").doubleValue())
        .isGreaterThan(local.get("test").get("accuracy").doubleValue() - 0.03);
  }

  private Program.Ended run(String name, String... settings) throws Exception {
    Path folder = Files.createDirectories(scratch.resolve(name));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                SmallSweep.write(folder, "sobol", 6).toString(),
                "--set=fine-tuning.freeze-up-to=pool1",
                "--set=fine-tuning.epochs=10"));
    arguments.addAll(List.of(settings));
    Program.Ended ended = Program.run(scratch, arguments.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended;
  }

  private SweepTables tables(String name) {
    return new SweepTables(SmallSweep.folder(scratch.resolve(name)));
  }

  private JsonNode shown(String name) throws Exception {
    String folder = SmallSweep.folder(scratch.resolve(name)).toString();
    return JSON.readTree(Program.run(scratch, "show", "--json", folder).out());
  }

  private static boolean isOfFeatures(Ran ran) {
    return ran.description().startsWith("features for ");
  }

  /** The tasks of runs, as Spark's event log has them. */
  private static List<Ran> ran(Path events) throws IOException {
    Map<Integer, String> descriptions = new HashMap<>();
    List<Ran> ran = new ArrayList<>();
    for (String line : Files.readAllLines(files(events).get(0))) {
      JsonNode event = JSON.readTree(line);
      if (event.get("Event").textValue().equals("SparkListenerJobStart")) {
        JsonNode description = event.get("Properties").get("spark.job.description");
        event
            .get("Stage IDs")
            .forEach(
                stage ->
                    descriptions.put(
                        stage.intValue(), description == null ? "" : description.textValue()));
      } else if (event.get("Event").textValue().equals("SparkListenerTaskEnd")) {
        String executor = event.get("Task Info").get("Executor ID").textValue();
        ran.add(new Ran(descriptions.getOrDefault(event.get("Stage ID").intValue(), ""), executor));
      }
    }
    return ran;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList();
    }
  }
}
