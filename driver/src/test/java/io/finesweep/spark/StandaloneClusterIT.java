package io.finesweep.spark;

import static io.finesweep.spark.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.FoldResult;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a master and a worker of Spark's standalone cluster, as processes on this machine. */
@Timeout(180)
class StandaloneClusterIT {

  private static final String LOOPBACK = "127.0.0.1";

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private int port;

  @BeforeEach
  void startMasterAndWorker() throws IOException {
    port = freePort();
    String master = "org.apache.spark.deploy.master.Master";
    start("master", master, "--port", Integer.toString(port));
    await().atMost(Duration.ofMinutes(1)).until(this::isMasterThere);
    String worker = "org.apache.spark.deploy.worker.Worker";
    start("worker", worker, "-c", "2", "-m", "1g", "-d", folder.toString(), url());
  }

  private String url() {
    return "spark://" + LOOPBACK + ":" + port;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean isMasterThere() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private void start(String name, String main, String... arguments) throws IOException {
    List<String> command =
        Stream.of(
                List.of(ProcessHandle.current().info().command().orElseThrow()),
                List.of("@" + options(), "-Xmx256m", "-XX:+UseSerialGC"),
                List.of("-cp", System.getProperty("java.class.path"), main),
                List.of("--host", LOOPBACK, "--webui-port", "0"),
                List.of(arguments))
            .flatMap(List::stream)
            .toList();
    File log = folder.resolve(name + ".log").toFile();
    processes.add(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start());
  }

  private static Path options() {
    return Path.of("..", "deploy", "bin", "jvm.options").toAbsolutePath().normalize();
  }

  @AfterEach
  void stop() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    processes.forEach(process -> process.onExit().join());
  }

  @Test
  void runsFoldsOnAStandaloneClusterWithASlotForEachCore() throws Exception {
    try (SparkApplication application = SparkClusterIT.start(url());
        SparkRunner runner = application.runner(Work.scoring())) {
      assertThat(application.master()).isEqualTo(url());
      await().atMost(Duration.ofMinutes(1)).until(() -> runner.slots() == 2);
      for (int trial = 0; trial < 8; trial++) {
        runner.submit(task(trial, 0));
      }
      int finished = 0;
      while (finished < 8) {
        if (runner.take() instanceof Report.Finished report) {
          assertThat(report.result()).isInstanceOf(FoldResult.Scored.class);
          finished++;
        }
      }
    }
  }
}
