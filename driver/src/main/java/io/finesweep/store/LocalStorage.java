package io.finesweep.store;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of this machine, without the checksum files that Hadoop would put beside them. */
final class LocalStorage implements Storage {

  private final Path root;

  LocalStorage(Path root) {
    this.root = root;
  }

  @Override
  public String location(String path) {
    return root.resolve(path).toString();
  }

  @Override
  public LockStrength lockStrength() {
    return LockStrength.EXCLUSIVE;
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(path)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  @Override
  public long modified(String path) throws IOException {
    return Files.getLastModifiedTime(root.resolve(path)).toMillis();
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(root.resolve(path));
  }

  @Override
  public Optional<Appender> create(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(parent(file));
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    }
    syncFolder(parent(file));
    return Optional.of(new LocalAppender(file.toFile()));
  }

  @Override
  public void publish(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(parent(file));
    Path hidden = file.resolveSibling(Driver.hidden(file.getFileName().toString()));
    try (FileOutputStream out = new FileOutputStream(hidden.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
    Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(parent(file));
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(root.resolve(path));
  }

  @Override
  public void recover(String path) {}

  @Override
  public Storage below(String folder) {
    return new LocalStorage(root.resolve(folder));
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  // A new name survives a power failure only when its folder was synced too.
  private static void syncFolder(Path folder) throws IOException {
    if (File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** A local file, written without a channel: an interrupt must not close the journal. */
  private static final class LocalAppender implements Appender {
    private final FileOutputStream out;

    LocalAppender(File file) throws IOException {
      out = new FileOutputStream(file, true);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      out.write(bytes);
    }

    @Override
    public void sync() throws IOException {
      out.getFD().sync();
    }

    @Override
    public boolean canSync() {
      return true;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
