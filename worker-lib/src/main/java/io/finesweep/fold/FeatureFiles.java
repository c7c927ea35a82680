package io.finesweep.fold;

import io.finesweep.trial.Experiment;
import io.finesweep.trial.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What frozen layers put out, kept in the store for all executors and all sweeps of the store: one
 * file under {@code _features}, in a folder named by the hash of all that its numbers follow from,
 * and ended by a hash of the numbers. It is only ever a copy: whatever is missing, torn or cannot
 * be written is computed anew.
 */
final class FeatureFiles {

  private static final String FOLDER = "_features";
  private static final String FILE = "features";

  private final Configuration configuration;

  FeatureFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Whether so many numbers have room in the store of {@code experiment}. */
  static boolean hold(Experiment experiment, long length) {
    return NumbersFile.bytes(length) <= bound(experiment);
  }

  /** How many bytes this machine's disk may hold of them: none where the store is on it. */
  static long localBound(Experiment experiment) {
    String scheme = all(experiment).toUri().getScheme();
    return scheme == null || scheme.equals("file") ? 0 : bound(experiment);
  }

  private static long bound(Experiment experiment) {
    return (long) experiment.storedFeatures() << 20;
  }

  /**
   * The numbers that follow from {@code key}: read, or else computed and written.
   *
   * @param length how many there are
   */
  float[] get(Experiment experiment, String key, int length, Shared.Loader<float[]> loader)
      throws IOException {
    if (!hold(experiment, length)) {
      return loader.load();
    }
    Path all = all(experiment);
    Path file = file(experiment, key);
    Optional<float[]> known = read(file, length);
    if (known.isPresent()) {
      return known.get();
    }
    float[] computed = loader.load();
    write(all, file, computed, bound(experiment));
    return computed;
  }

  /** The numbers that follow from {@code key}, where they are there. */
  Optional<float[]> known(Experiment experiment, String key, int length) {
    return hold(experiment, length) ? read(file(experiment, key), length) : Optional.empty();
  }

  private static Path all(Experiment experiment) {
    return new Path(new Path(experiment.folder()).getParent(), FOLDER);
  }

  private static Path file(Experiment experiment, String key) {
    String name = Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    return new Path(new Path(all(experiment), name), FILE);
  }

  private Optional<float[]> read(Path file, int length) {
    try {
      FileSystem files = Storage.fileSystem(file, configuration);
      if (!files.exists(file)) {
        return Optional.empty();
      }
      Optional<float[]> numbers = numbers(files, file, length);
      if (numbers.isEmpty()) {
        // Damaged: it gives way, or what is computed now could not take its place.
        files.delete(file, false);
      }
      return numbers;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<float[]> numbers(FileSystem files, Path file, int length)
      throws IOException {
    if (files.getFileStatus(file).getLen() != NumbersFile.bytes(length)) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(files.open(file), 1 << 16)) {
      return NumbersFile.read(length, in);
    }
  }

  /** Under a name of its own first: nobody sees half a file, and all writers write the same. */
  private void write(Path all, Path file, float[] numbers, long bound) {
    Path own = new Path(file.getParent(), "_" + UUID.randomUUID());
    try {
      FileSystem files = Storage.fileSystem(file, configuration);
      makeRoom(files, all, bound - NumbersFile.bytes(numbers.length));
      try (OutputStream out = new BufferedOutputStream(files.create(own, false), 1 << 16)) {
        NumbersFile.write(numbers, out);
      }
      if (files.exists(file) || !files.rename(own, file)) {
        files.delete(own, false);
      }
    } catch (IOException | FSError e) { // the latter is a full disk
      delete(own);
    }
  }

  /** Deletes whole folders, those first that were written first, until {@code bytes} are kept. */
  private static void makeRoom(FileSystem files, Path all, long bytes) throws IOException {
    if (!files.exists(all)) {
      return;
    }
    List<FileStatus> kept = new ArrayList<>();
    for (FileStatus folder : files.listStatus(all)) {
      kept.addAll(List.of(files.listStatus(folder.getPath())));
    }
    kept.sort(Comparator.comparingLong(FileStatus::getModificationTime));
    long held = kept.stream().mapToLong(FileStatus::getLen).sum();
    for (FileStatus oldest : kept) {
      if (held <= bytes) {
        return;
      }
      files.delete(oldest.getPath().getParent(), true);
      held -= oldest.getLen();
    }
  }

  private void delete(Path own) {
    try {
      Storage.fileSystem(own, configuration).delete(own, false);
    } catch (IOException e) {
      // It stays until room is made: a copy that cannot be kept fails no run.
    }
  }
}
