package io.finesweep.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Files of any Hadoop file system but the local one. */
final class HadoopStorage implements Storage {

  private static final Duration RECOVERY = Duration.ofMinutes(2);

  private final Path root;
  private final FileSystem system;
  private final Sleeper sleeper;
  private final LockStrength lockStrength;

  private HadoopStorage(Path root, FileSystem system, Sleeper sleeper) {
    this.root = root;
    this.system = system;
    this.sleeper = sleeper;
    this.lockStrength = LockStrength.of(root.toUri().getScheme());
  }

  /** The files below {@code root}. */
  static HadoopStorage at(Path root, Configuration hadoop, Sleeper sleeper) throws IOException {
    // Hadoop would close its file systems in a shutdown hook, beside the one that ends the sweep.
    Configuration own = new Configuration(hadoop);
    own.setBoolean("fs.automatic.close", false);
    // A segment of the journal may grow while it is read; what was there at first stays.
    own.setIfUnset("fs.s3a.change.detection.mode", "none");
    return new HadoopStorage(root, FileSystem.newInstance(root.toUri(), own), sleeper);
  }

  private Path path(String path) {
    return path.isEmpty() ? root : new Path(root, path);
  }

  @Override
  public String location(String path) {
    return path(path).toString();
  }

  @Override
  public LockStrength lockStrength() {
    return lockStrength;
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try {
      return Arrays.stream(system.listStatus(path(folder)))
          .map(FileStatus::getPath)
          .map(Path::getName)
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  @Override
  public boolean exists(String path) throws IOException {
    return system.exists(path(path));
  }

  @Override
  public long modified(String path) throws IOException {
    return system.getFileStatus(path(path)).getModificationTime();
  }

  @Override
  public InputStream open(String path) throws IOException {
    return system.open(path(path));
  }

  @Override
  public Optional<Appender> create(String path) throws IOException {
    try {
      return Optional.of(new HadoopAppender(system.create(path(path), false)));
    } catch (IOException e) {
      // File systems throw different classes for a file that is there or is being created.
      if (system.exists(path(path))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void publish(String path, byte[] content) throws IOException {
    Path file = path(path);
    if (lockStrength == LockStrength.ADVISORY) {
      write(file, content); // an object appears whole, when it is closed
      return;
    }
    Path hidden = new Path(file.getParent(), Driver.hidden(file.getName()));
    write(hidden, content);
    if (system instanceof DistributedFileSystem hdfs) {
      hdfs.rename(hidden, file, Options.Rename.OVERWRITE);
    } else {
      FileContext.getFileContext(root.toUri(), system.getConf())
          .rename(hidden, file, Options.Rename.OVERWRITE);
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    try (FSDataOutputStream out = system.create(file, true)) {
      out.write(content);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    system.delete(path(path), false);
  }

  @Override
  public void recover(String path) throws IOException {
    if (!(system instanceof DistributedFileSystem hdfs)) {
      return;
    }
    Path file = path(path);
    Duration pause = Duration.ofMillis(200);
    for (Duration waited = Duration.ZERO; !hdfs.isFileClosed(file); waited = waited.plus(pause)) {
      if (waited.compareTo(RECOVERY) > 0) {
        throw new IOException(file + " is still open for another writer.");
      }
      hdfs.recoverLease(file);
      sleeper.sleep(pause);
    }
  }

  @Override
  public Storage below(String folder) {
    return new HadoopStorage(path(folder), system, sleeper);
  }

  /** A file on its way into a Hadoop file system. */
  private record HadoopAppender(FSDataOutputStream out) implements Appender {
    @Override
    public void write(byte[] bytes) throws IOException {
      out.write(bytes);
    }

    @Override
    public void sync() throws IOException {
      if (canSync()) {
        out.hsync();
      }
    }

    @Override
    public boolean canSync() {
      return out.hasCapability(StreamCapabilities.HSYNC);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
