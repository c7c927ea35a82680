package io.finesweep.spark;

import static io.finesweep.spark.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * GPUs as Spark's workers discover them, here two that only an {@code nvidia-smi} of ours knows.
 */
@Timeout(180)
class GpuClusterIT {

  private static final Path GPU = Path.of("..", "deploy", "gpu").toAbsolutePath().normalize();

  @TempDir Path folder;

  private String path() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path tool = tools.resolve("nvidia-smi");
    Files.writeString(tool, "#!/bin/sh\nprintf '0\\n1\\n'\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    return tools + ":" + System.getenv("PATH");
  }

  @Test
  void anExecutorSeesTheGpuThatSparkGaveItAndNoOther() throws Exception {
    try (StandaloneCluster cluster = clusterWithTwoGpus();
        SparkApplication application = SparkApplication.start(settings(cluster, 1, 1), "gpus");
        SparkRunner runner = application.runner(Work.namingTheGpus())) {
      await().atMost(Duration.ofMinutes(1)).until(() -> runner.slots() == 2);
      Map<String, String> seen = new TreeMap<>();
      for (int trial = 0; seen.size() < 2; trial++) {
        runner.submit(task(trial, 0));
        runner.submit(task(++trial, 0));
        for (int reports = 0; reports < 2; reports++) {
          Usage usage = nextUsage(runner);
          String before = seen.put(usage.executor(), usage.host());
          assertThat(before == null ? usage.host() : before).isEqualTo(usage.host());
        }
      }
      assertThat(seen.values()).containsExactlyInAnyOrder("0", "1");
    }
  }

  @Test
  void runsShareTheGpuOfTheirExecutorByParts() throws Exception {
    try (StandaloneCluster cluster = clusterWithTwoGpus();
        SparkApplication application = SparkApplication.start(settings(cluster, 0.5, 2), "shares");
        SparkRunner runner = application.runner(Work.namingTheGpus())) {
      // One executor has both cores, so the other GPU has no executor and no run.
      await().atMost(Duration.ofMinutes(1)).until(() -> runner.slots() == 2);
      Map<String, String> seen = new TreeMap<>();
      for (int trial = 0; trial < 4; trial++) {
        runner.submit(task(trial, 0));
      }
      for (int reports = 0; reports < 4; reports++) {
        Usage usage = nextUsage(runner);
        seen.put(usage.executor(), usage.host());
      }
      assertThat(seen).hasSize(1).containsValue("0");
    }
  }

  private static Usage nextUsage(SparkRunner runner) throws InterruptedException {
    while (true) {
      if (runner.take() instanceof Report.Finished finished) {
        return finished.result().usage();
      }
    }
  }

  private StandaloneCluster clusterWithTwoGpus() throws IOException {
    return new StandaloneCluster(
        folder,
        System.getProperty("java.class.path"),
        Map.of("PATH", path()),
        "-Dspark.worker.resource.gpu.amount=2",
        "-Dspark.worker.resource.gpu.discoveryScript=" + GPU.resolve("discover"));
  }

  private static ClusterSettings settings(StandaloneCluster cluster, double gpus, int cores) {
    Map<String, String> spark =
        Map.of(
            "spark.executor.extraClassPath",
            System.getProperty("java.class.path"),
            "spark.executor.cores",
            Integer.toString(cores),
            "spark.executor.memory",
            "512m",
            "spark.executorEnv.JAVA_HOME",
            GPU.toString(),
            "spark.executorEnv.FINESWEEP_JAVA_HOME",
            System.getProperty("java.home"),
            "spark.ui.enabled",
            "false",
            "spark.driver.host",
            "127.0.0.1",
            "spark.driver.bindAddress",
            "127.0.0.1");
    return new ClusterSettings(cluster.url(), gpus, 2, 1, new TreeMap<>(spark));
  }

  @Test
  void aGpuIsGivenToOneLivingProcessOnly() throws Exception {
    Map<String, String> environment =
        Map.of("PATH", path(), "FINESWEEP_GPU_CLAIMS", folder.resolve("claims").toString());
    // One shell asks twice and is told two GPUs; a third time there is none left.
    Told told = told(environment, "D=" + GPU.resolve("discover") + "; $D; $D; $D || echo none");
    assertThat(told.out())
        .containsSubsequence("\"addresses\": [\"0\"]", "\"addresses\": [\"1\"]", "none");
    assertThat(told.err()).contains("every GPU of this host is held");
    // That shell has ended, so what it held is free again.
    assertThat(told(environment, GPU.resolve("discover") + "; :").out()).contains("[\"0\"]");
  }

  private record Told(String out, String err) {}

  private Told told(Map<String, String> environment, String script) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", script)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    shell.environment().putAll(environment);
    assertThat(shell.start().waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Told(
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
