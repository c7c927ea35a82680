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

/** A master and workers of Spark's standalone cluster, as processes on this machine. */
public final class StandaloneCluster implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final Path folder;
  private final String classPath;
  private final Map<String, String> environment;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private final List<String> options;
  private final int port;

  /**
   * Starts a cluster with one worker of two cores.
   *
   * @param folder where it writes
   * @param classPath Spark's classes
   * @param environment beside what this process has
   * @param options for the JVMs of master and worker
   */
  public StandaloneCluster(
      Path folder, String classPath, Map<String, String> environment, String... options)
      throws IOException {
    this(folder, classPath, environment, List.of(options));
    workers.add(startWorker(2));
  }

  private StandaloneCluster(
      Path folder, String classPath, Map<String, String> environment, List<String> options)
      throws IOException {
    this.folder = folder;
    this.classPath = classPath;
    this.environment = Map.copyOf(environment);
    this.options = List.copyOf(options);
    this.port = freePort();
    String master = "org.apache.spark.deploy.master.Master";
    start("master", master, "--port", Integer.toString(port));
    await().atMost(Duration.ofMinutes(2)).until(this::isMasterThere);
  }

  /** Starts a cluster with two workers of one core each. */
  public static StandaloneCluster ofTwoWorkers(Path folder, String classPath) throws IOException {
    StandaloneCluster cluster = new StandaloneCluster(folder, classPath, Map.of(), List.of());
    cluster.workers.add(cluster.startWorker(1));
    cluster.workers.add(cluster.startWorker(1));
    return cluster;
  }

  private Process startWorker(int cores) throws IOException {
    String number = Integer.toString(processes.size());
    return start(
        "worker-" + number,
        "org.apache.spark.deploy.worker.Worker",
        "-c",
        Integer.toString(cores),
        "-m",
        "2g",
        "-d",
        folder.resolve("work-" + number).toString(),
        url());
  }

  /** Kills a worker, whose executors end with it, and starts another one. */
  public void replaceWorker(int index) throws IOException {
    workers.get(index).destroyForcibly().onExit().join();
    workers.set(index, startWorker(1));
  }

  /** The processes of executors that are there now. */
  public List<ProcessHandle> executors() {
    return workers.stream().flatMap(Process::children).filter(ProcessHandle::isAlive).toList();
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

  private Process start(String name, String main, String... arguments) throws IOException {
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
    Process started = process.start();
    processes.add(started);
    return started;
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
