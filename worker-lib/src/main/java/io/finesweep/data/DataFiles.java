package io.finesweep.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.jspecify.annotations.Nullable;

/** Finds and opens files on the file system of one path. */
final class DataFiles {

  private final FileSystem system;
  private final Path path;

  private DataFiles(FileSystem system, Path path) {
    this.system = system;
    this.path = path;
  }

  /** The files at {@code path}; local ones without Hadoop's checksums beside them. */
  static DataFiles at(String path, Configuration configuration) throws IOException {
    try {
      Path place = new Path(path);
      FileSystem system = place.getFileSystem(configuration);
      return new DataFiles(
          system instanceof LocalFileSystem local ? local.getRawFileSystem() : system, place);
    } catch (IllegalArgumentException | UnsupportedFileSystemException e) {
      throw new InvalidData("'" + path + "' cannot be opened: " + e.getMessage() + ".", e);
    }
  }

  FileSystem system() {
    return system;
  }

  Path path() {
    return path;
  }

  /** The file at the path, or all files below the folder or pattern, sorted by path. */
  List<FileStatus> tables() throws IOException {
    FileStatus[] found = system.globStatus(path);
    if (found == null || found.length == 0) {
      throw notFound(null);
    }
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus one : found) {
      if (one.isFile()) {
        files.add(one);
      } else {
        collect(one.getPath(), files);
      }
    }
    if (files.isEmpty()) {
      throw new InvalidData("'" + path + "' holds no file.\nMaybe the data lie in another folder.");
    }
    files.sort(Comparator.comparing(FileStatus::getPath));
    return files;
  }

  /** What lies in {@code folder} and is not hidden, sorted by path. */
  List<FileStatus> visible(Path folder) throws IOException {
    return Arrays.stream(system.listStatus(folder))
        .filter(status -> !hidden(status.getPath().getName()))
        .sorted(Comparator.comparing(FileStatus::getPath))
        .toList();
  }

  /** The content of the file at the path, unpacked where it is gzip. */
  InputStream open() throws IOException {
    return open(path);
  }

  /** The content of {@code file}, unpacked where it is gzip. */
  InputStream open(Path file) throws IOException {
    InputStream raw;
    try {
      if (system.getFileStatus(file).isDirectory()) {
        throw new InvalidData("'" + file + "' is a folder; it must be a file.");
      }
      raw = system.open(file);
    } catch (FileNotFoundException e) {
      throw notFound(e);
    }
    PushbackInputStream in = new PushbackInputStream(raw, 2);
    byte[] start = in.readNBytes(2);
    in.unread(start);
    boolean packed = start.length == 2 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
    return packed ? new GZIPInputStream(in, 1 << 16) : in;
  }

  /** Refuses a file whose real place, links followed, is outside the folder at the path. */
  void requireInside(Path file) throws IOException {
    if (!"file".equals(system.getUri().getScheme())) {
      return; // only local file systems follow links here
    }
    java.nio.file.Path root = java.nio.file.Path.of(path.toUri().getPath()).toRealPath();
    java.nio.file.Path real = java.nio.file.Path.of(file.toUri().getPath()).toRealPath();
    if (!real.startsWith(root)) {
      throw new InvalidData(
          file
              + " is a link that leads out of '"
              + path
              + "'; only what lies in the folder is read.\nMaybe copy the file in.");
    }
  }

  InvalidData notFound(@Nullable Throwable cause) {
    String message =
        "'"
            + path
            + "' does not exist (looked for "
            + system.makeQualified(path)
            + ").\nMaybe the path is meant from another folder: write it from the root.";
    return cause == null ? new InvalidData(message) : new InvalidData(message, cause);
  }

  private void collect(Path folder, List<FileStatus> files) throws IOException {
    for (FileStatus status : visible(folder)) {
      if (status.isFile()) {
        files.add(status);
      } else {
        collect(status.getPath(), files);
      }
    }
  }

  private static boolean hidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }
}
