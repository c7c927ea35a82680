package io.finesweep.spark;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A master and a worker of Spark's standalone cluster, as processes on this machine. */
public final class StandaloneCluster implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final Path folder;
  private final String classPath;
  private final Map<String, String> environment;
  private final List<Process> processes = new ArrayList<>();
  private final List<String> options;
  private final int port;

  /**
   * Starts a cluster with two cores.
   *
   * @param folder where it writes
   * @param classPath Spark's classes
   * @param environment beside what this process has
   * @param options for the JVMs of master and worker
   */
  public StandaloneCluster(
      Path folder, String classPath, Map<String, String> environment, String... options)
      throws IOException {
    this.folder = folder;
    this.classPath = classPath;
    this.environment = Map.copyOf(environment);
    this.options = List.of(options);
    this.port = freePort();
    String master = "org.apache.spark.deploy.master.Master";
    start("master", master, "--port", Integer.toString(port));
    await().atMost(Duration.ofMinutes(1)).until(this::isMasterThere);
    String worker = "org.apache.spark.deploy.worker.Worker";
    start("worker", worker, "-c", "2", "-m", "2g", "-d", folder.toString(), url());
  }

  /** The master's. */
  public String url() {
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
                List.of("@" + jvmOptions(), "-Xmx256m", "-XX:+UseSerialGC"),
                options,
                List.of("-cp", classPath, main),
                List.of("--host", LOOPBACK, "--webui-port", "0"),
                List.of(arguments))
            .flatMap(List::stream)
            .toList();
    File log = folder.resolve(name + ".log").toFile();
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    process.environment().putAll(environment);
    processes.add(process.start());
  }

  private static Path jvmOptions() {
    return Path.of("..", "deploy", "bin", "jvm.options").toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    processes.forEach(process -> process.onExit().join());
  }
}
