package io.finesweep.store;

import io.finesweep.sweep.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * The folder of one sweep, on any Hadoop file system. A plain path and a {@code file} URI are this
 * machine's file system, without Hadoop's checksum files.
 */
public final class SweepFolder {

  /** The configuration as resolved, secrets redacted. */
  public static final String CONF = "sweep.conf";

  /** The folder of the events. */
  public static final String JOURNAL = "_journal";

  /** Who runs the sweep. */
  public static final String LOCK = "_lock";

  /** The ranking of the trials. */
  public static final String RANKING = "ranking.parquet";

  /** The folder of the models that came out. */
  public static final String MODELS = "models";

  /** The folder of the report. */
  public static final String REPORT = "report";

  private final String uri;
  private final Storage storage;
  private final Storage locks;

  SweepFolder(String uri, Storage storage) {
    this(uri, storage, storage);
  }

  private SweepFolder(String uri, Storage storage, Storage locks) {
    this.uri = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    this.storage = storage;
    this.locks = locks;
  }

  /**
   * The same folder with its lock elsewhere: where creating a file excludes.
   *
   * @param folder of the locks of many sweeps, a URI or path
   */
  public SweepFolder lockedIn(String folder, Configuration hadoop) {
    // Sweeps of one name may lie in several stores.
    String own = name() + "-" + Integer.toHexString(uri.hashCode());
    return new SweepFolder(uri, storage, of(folder, own, hadoop).storage);
  }

  /** The folder of the sweep {@code name} in the store at this URI or path. */
  public static SweepFolder of(String store, String name, Configuration hadoop) {
    return at(store + (store.endsWith("/") ? "" : "/") + name, hadoop);
  }

  /** The folder at this URI or path. */
  public static SweepFolder at(String folder, Configuration hadoop) {
    if (isLocal(folder, hadoop)) {
      Path path = localPath(folder);
      return new SweepFolder(path.toUri().toString(), new LocalStorage(path));
    }
    org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(folder);
    try {
      root = root.getFileSystem(hadoop).makeQualified(root);
      return new SweepFolder(root.toString(), HadoopStorage.at(root, hadoop, Sleeper.REAL));
    } catch (IOException e) {
      throw new StoreUnavailable(
          "The store '"
              + folder
              + "' cannot be reached: "
              + e.getMessage()
              + "\nMaybe its address is wrong, or its file system is not on the class path.",
          e);
    }
  }

  /** A path that names no file system is on Hadoop's default one, which may be this machine's. */
  private static boolean isLocal(String folder, Configuration hadoop) {
    boolean named = folder.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
    return named
        ? folder.startsWith("file:")
        : "file".equals(FileSystem.getDefaultUri(hadoop).getScheme());
  }

  private static Path localPath(String folder) {
    Path path =
        folder.startsWith("file:") ? Path.of(URI.create(folder).getPath()) : Path.of(folder);
    return path.toAbsolutePath().normalize();
  }

  /** The name of the sweep: that of the folder. */
  public String name() {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  /** The folder as a URI, without a slash at its end. */
  public String uri() {
    return uri;
  }

  /** Where something of the sweep is, for people: {@code location("")} is the folder itself. */
  public String location(String path) {
    return storage.location(path);
  }

  /** Whether the lock can keep a second driver away. */
  public LockStrength lockStrength() {
    return locks.lockStrength();
  }

  /** Whether a sweep was begun here. */
  public boolean isSweep() {
    return exists(CONF);
  }

  /** Whether there is a file or folder at this path below the sweep's folder. */
  public boolean exists(String path) {
    try {
      return storage.exists(path);
    } catch (IOException e) {
      throw unavailable(path, e);
    }
  }

  /** The names in a folder of the sweep, sorted; none where it is not there. */
  public List<String> list(String folder) {
    try {
      return storage.list(folder);
    } catch (IOException e) {
      throw unavailable(folder, e);
    }
  }

  /** The content of a file of the sweep. */
  public InputStream open(String path) throws IOException {
    return storage.open(path);
  }

  /** Writes a file of the sweep: a reader sees all of it, or what was there before. */
  public void publish(String path, byte[] content) {
    try {
      storage.publish(path, content);
    } catch (IOException e) {
      throw unavailable(path, e);
    }
  }

  /** Deletes what a process that died had not published yet. */
  void deleteUnpublished(String folder) {
    for (String name : list(folder)) {
      if (Driver.isHiddenByAnother(name)) {
        delete(folder.isEmpty() ? name : folder + "/" + name);
      }
    }
  }

  /** Deletes a file of the sweep, if it is there. */
  void delete(String path) {
    try {
      storage.delete(path);
    } catch (IOException e) {
      throw unavailable(path, e);
    }
  }

  /** The sweep's folder of this name, where this folder is a store. */
  SweepFolder below(String name) {
    return new SweepFolder(uri + "/" + name, storage.below(name));
  }

  Storage storage() {
    return storage;
  }

  /** Where its lock lies. */
  Storage locks() {
    return locks;
  }

  StoreUnavailable unavailable(String path, IOException cause) {
    return Unreachable.unavailable(storage.location(path), cause);
  }
}
