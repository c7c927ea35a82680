package io.finesweep.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;

/** An HDFS with one data node, in a process of its own. */
public final class MiniHdfsProcess implements AutoCloseable {

  private final Path folder;
  private final TestServer server;

  private MiniHdfsProcess(Path folder, TestServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts one that keeps its files in {@code folder}. */
  public static MiniHdfsProcess start(Path folder) throws IOException {
    return start(folder, 0);
  }

  /** Kills it as a node dies, and starts another one with its files at its address. */
  public MiniHdfsProcess killedAndStartedAgain() throws IOException {
    close();
    return start(folder, URI.create(uri()).getPort());
  }

  private static MiniHdfsProcess start(Path folder, int port) throws IOException {
    String[] arguments = {folder.toString(), Integer.toString(port)};
    Path beside = folder.resolveSibling("");
    return new MiniHdfsProcess(
        folder, TestServer.start(beside, "MiniHdfs.java", List.of("minicluster"), arguments));
  }

  /** Its address, such as {@code hdfs://localhost:40001}. */
  public String uri() {
    return server.address();
  }

  /** Lets it answer nobody until {@link #goOn}: its clients wait. */
  public void hang() throws IOException, InterruptedException {
    server.signal("-STOP");
  }

  /** Lets it answer again. */
  public void goOn() throws IOException, InterruptedException {
    server.signal("-CONT");
  }

  /** Refuses everybody who wants to write, or no longer. */
  public void inSafeMode(SafeModeAction action) throws IOException {
    try (FileSystem files = FileSystem.newInstance(URI.create(uri()), new Configuration())) {
      ((DistributedFileSystem) files).setSafeMode(action);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
