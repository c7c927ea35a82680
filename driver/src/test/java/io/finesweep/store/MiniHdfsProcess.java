package io.finesweep.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** An HDFS with one data node, in a process of its own that ends with this one. */
final class MiniHdfsProcess implements AutoCloseable {

  private static final String READY = "READY ";

  private final Process process;
  private final String uri;

  private MiniHdfsProcess(Process process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts one that keeps its files in {@code folder}. */
  static MiniHdfsProcess start(Path folder) throws IOException {
    Path module = Path.of("").toAbsolutePath();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            module.resolve("target/minicluster")
                + "/*"
                + java.io.File.pathSeparator
                + System.getProperty("java.class.path"),
            module.resolve("src/test/minicluster/MiniHdfs.java").toString(),
            folder.toString());
    Path log = folder.resolveSibling("hdfs.log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return new MiniHdfsProcess(process, line.substring(READY.length()));
      }
    }
    throw new IOException("HDFS did not start: see " + log);
  }

  /** Its address, such as {@code hdfs://localhost:40001}. */
  String uri() {
    return uri;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
