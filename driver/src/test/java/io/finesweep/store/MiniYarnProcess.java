package io.finesweep.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** YARN with one node, and HDFS as its file system, in a process of its own. */
public final class MiniYarnProcess implements AutoCloseable {

  private final TestServer server;
  private final Path settings;

  private MiniYarnProcess(TestServer server, Path settings) {
    this.server = server;
    this.settings = settings;
  }

  /** Starts one that works in {@code folder}. */
  public static MiniYarnProcess start(Path folder) throws IOException {
    Path settings = folder.resolve("hadoop");
    String[] arguments = {folder.resolve("hdfs").toString(), settings.toString()};
    List<String> jars = List.of("minicluster", "minicluster-yarn");
    return new MiniYarnProcess(
        TestServer.start(folder, "MiniYarn.java", jars, arguments), settings);
  }

  /** The address of HDFS, such as {@code hdfs://localhost:40001}. */
  public String uri() {
    return server.address();
  }

  /** The folder with the settings for clients: what {@code HADOOP_CONF_DIR} is to name. */
  public Path settings() {
    return settings;
  }

  /** Kills the processes in YARN's containers that run this class; returns how many. */
  public long killed(String mainClass) {
    return server
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(mainClass))
        .filter(ProcessHandle::destroyForcibly)
        .count();
  }

  @Override
  public void close() {
    server.close();
  }
}
