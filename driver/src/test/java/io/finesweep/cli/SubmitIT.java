package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.spark.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application jar, submitted by Spark's own class to a standalone cluster whose processes know
 * Spark's jars and nothing else.
 */
@Timeout(300)
class SubmitIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @TempDir private Path scratch;

  @Test
  void aSubmittedSweepEndsAsOneOnThisMachineDoes() throws Exception {
    Path home = SparkHome.plain();
    Path conf = SmallSweep.write(scratch, "sobol", 2);
    try (StandaloneCluster cluster =
        new StandaloneCluster(scratch, home + "/jars/*", environment(home))) {
      Process submitted =
          submit(home, cluster.url(), "run", conf.toString(), "--set", "sweep.name=submitted");
      assertThat(submitted.waitFor(3, TimeUnit.MINUTES)).isTrue();
      String errors = Files.readString(scratch.resolve("errors.txt"));
      String output = Files.readString(scratch.resolve("output.txt"));
      assertThat(submitted.exitValue()).as(errors).isZero();
      assertThat(output).contains("cluster     " + cluster.url(), "test set   accuracy");
    }
    Program.Ended here = Program.run(scratch, "run", conf.toString());
    assertThat(here.code()).as(here.err()).isZero();
    assertThat(trials("submitted").replace("submitted", "small")).isEqualTo(trials("small"));
  }

  private Process submit(Path home, String master, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Program.HOME.resolve("deploy/bin/jvm.options"));
    command.addAll(List.of("-Xmx1g", "-cp", home + "/jars/*"));
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master));
    command.addAll(List.of("--class", Main.class.getName(), "--executor-memory", "1g"));
    command.add(TARGET.resolve("finesweep.jar").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(Program.HOME.toFile())
            .redirectOutput(scratch.resolve("output.txt").toFile())
            .redirectError(scratch.resolve("errors.txt").toFile());
    process.environment().putAll(environment(home));
    return process.start();
  }

  private static Map<String, String> environment(Path home) {
    return Map.of("SPARK_HOME", home.toString(), "SPARK_LOCAL_IP", "127.0.0.1");
  }

  private String trials(String name) throws Exception {
    Path folder = SmallSweep.store(scratch).resolve(name);
    return Program.run(scratch, "show", "--json", folder.toString()).out();
  }
}
