package io.finesweep.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Files below one folder. Paths are relative to it, with {@code /} between names; missing folders
 * are made when a file is.
 */
interface Storage {

  /** Where {@code path} is, for people. */
  String location(String path);

  /** Whether creating a file excludes. */
  LockStrength lockStrength();

  /** The names in a folder, sorted; none where there is no such folder. */
  List<String> list(String folder) throws IOException;

  /** Whether there is a file or folder. */
  boolean exists(String path) throws IOException;

  /** When the file was written last, in milliseconds since 1970 UTC. */
  long modified(String path) throws IOException;

  /** The content of a file. */
  InputStream open(String path) throws IOException;

  /** A new file to append to; empty where there is one already. One of several callers wins. */
  Optional<Appender> create(String path) throws IOException;

  /** Writes a whole file, in place of the one that may be there: a reader sees one or the other. */
  void publish(String path, byte[] content) throws IOException;

  /** Deletes a file; nothing happens where there is none. */
  void delete(String path) throws IOException;

  /** Ends what a dead writer may have left open; then the length of the file is final. */
  void recover(String path) throws IOException;

  /** The files below one folder of these. */
  Storage below(String folder);

  /** Creates a file with this content; false where there is one already. */
  default boolean createWhole(String path, byte[] content) throws IOException {
    Optional<Appender> created = create(path);
    if (created.isEmpty()) {
      return false;
    }
    try (Appender appender = created.get()) {
      appender.write(content);
      appender.sync();
    }
    return true;
  }

  /** A file that is being written, from its beginning on. */
  interface Appender extends Closeable {

    /** Adds bytes at the end. */
    void write(byte[] bytes) throws IOException;

    /** Returns when all bytes survive the end of this process and of the machine. */
    void sync() throws IOException;

    /** Whether {@link #sync} does; if not, only {@link #close} makes the bytes survive. */
    boolean canSync();
  }
}
