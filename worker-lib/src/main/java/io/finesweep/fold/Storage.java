package io.finesweep.fold;

import io.finesweep.trial.Blob;
import io.finesweep.trial.Sha256;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads whole files and writes blobs, once each, on any Hadoop file system. What fails is tried
 * again with growing pauses, for a store may be away for a minute.
 */
final class Storage {

  private static final int NAMES = 100;

  /** What Linux says of a full disk. */
  private static final String FULL = "No space left on device";

  private final Configuration configuration;

  private final Retries retries;

  Storage(Configuration configuration) {
    this(configuration, Retries.REAL);
  }

  Storage(Configuration configuration, Retries retries) {
    this.configuration = configuration;
    this.retries = retries;
  }

  /** Writes content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The whole file at {@code path}. */
  byte[] read(String path) throws IOException {
    Path file = new Path(path);
    return retries.of(
        () -> {
          try (InputStream in = fileSystem(file, configuration).open(file)) {
            return in.readAllBytes();
          }
        });
  }

  /**
   * The content of {@code blob} in the sweep's {@code folder}.
   *
   * @throws IOException if it is not the one that was written
   */
  byte[] read(String folder, Blob blob) throws IOException {
    String path = folder + "/" + blob.path();
    byte[] content;
    try {
      content = read(path);
    } catch (FileNotFoundException e) {
      throw new IOException("The file '" + path + "' is gone.", e);
    }
    if (!Blob.of(blob.path(), content).equals(blob)) {
      throw new IOException(
          "The file '" + path + "' is not the one that was written: its length or hash differs.");
    }
    return content;
  }

  /**
   * Writes a file below the sweep's {@code folder}. One that is already there is left alone, a
   * number sets the new one apart: it is a torn one, or that of a run which was believed dead.
   *
   * @param path relative to the folder
   */
  Blob write(String folder, String path, Content content) throws IOException {
    try {
      return retries.of(() -> writeBeside(folder, path, content));
    } catch (IOException e) {
      throw String.valueOf(e.getMessage()).contains(FULL) ? noRoom(folder + "/" + path, e) : e;
    }
  }

  private static IOException noRoom(String file, IOException cause) {
    return new IOException(
        "there is no room for '"
            + file
            + "': "
            + cause.getMessage()
            + "\nMaybe make room there, and run what failed again with finesweep retry.",
        cause);
  }

  private Blob writeBeside(String folder, String path, Content content) throws IOException {
    for (int number = 1; ; number++) {
      String free = number == 1 ? path : path + "-" + number;
      try {
        return writeNew(folder, free, content);
      } catch (FileAlreadyExistsException e) {
        if (number == NAMES) {
          throw e;
        }
      }
    }
  }

  private Blob writeNew(String folder, String path, Content content) throws IOException {
    Path file = new Path(folder + "/" + path);
    MessageDigest digest = Sha256.start();
    long length;
    FileSystem files = fileSystem(file, configuration);
    if (files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    try (var out = files.create(file, false)) {
      OutputStream hashed = new BufferedOutputStream(new DigestOutputStream(out, digest), 1 << 16);
      content.writeTo(hashed);
      hashed.flush();
      length = out.getPos();
    }
    return new Blob(path, length, Sha256.end(digest));
  }

  /** Hadoop's local file system leaves checksum files; the raw one below it does not. */
  static FileSystem fileSystem(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }
}
