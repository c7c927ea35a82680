package io.finesweep.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server of {@code src/test/minicluster} in a process of its own that ends with this one. */
final class TestServer implements AutoCloseable {

  private static final String READY = "READY ";

  private final Process process;
  private final String address;

  private TestServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one and waits until it says its address.
   *
   * @param folder where it works and leaves its log
   * @param source the name of its source file
   * @param jars folders with jars that come before the tests' own class path
   */
  static TestServer start(Path folder, String source, List<String> jars, String... arguments)
      throws IOException {
    Path module = Path.of("").toAbsolutePath();
    List<String> classPath = new ArrayList<>();
    jars.forEach(name -> classPath.add(module.resolve("target").resolve(name) + "/*"));
    classPath.add(System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + module.resolve("../deploy/bin/jvm.options"));
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
    command.add(module.resolve("src/test/minicluster").resolve(source).toString());
    command.addAll(List.of(arguments));
    Path log = folder.resolve(source.replace(".java", ".log"));
    ProcessBuilder server =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    server.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = server.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return new TestServer(process, line.substring(READY.length()));
      }
    }
    throw new IOException(source + " did not start: see " + log);
  }

  /** What it said when it was ready. */
  String address() {
    return address;
  }

  /** The processes that it started, and those that they started. */
  Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  /** Sends it a signal, such as {@code -STOP}. */
  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Kills it, and what it started. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
