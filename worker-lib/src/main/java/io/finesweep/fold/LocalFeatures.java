package io.finesweep.fold;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Features that memory had no room for, on this machine's disk until the process ends: nearer than
 * a store elsewhere. The most recently used are kept, as many as fit. What cannot be written or
 * read is done without.
 */
final class LocalFeatures {

  private final Path parent;
  private final Map<String, Long> bounds = new HashMap<>();
  private final Map<String, Kept> all = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable Path folder;
  private int files;

  /** A file, whole. */
  private record Kept(Path file, long bytes) {}

  /**
   * @param parent where a folder for them is made as soon as there are some
   */
  LocalFeatures(Path parent) {
    this.parent = parent;
  }

  /**
   * The numbers of {@code key} may be kept.
   *
   * @param bound how many bytes to keep in all
   */
  synchronized void allow(String key, long bound) {
    bounds.put(key, bound);
  }

  /** Keeps numbers that memory has dropped, where they may be kept. */
  void dropped(String key, float[] numbers) {
    long bytes = NumbersFile.bytes(numbers.length);
    Path file = place(key, bytes);
    if (file == null) {
      return;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      NumbersFile.write(numbers, out);
    } catch (IOException e) {
      delete(file);
      return;
    }
    keep(key, new Kept(file, bytes));
  }

  /** The numbers of {@code key}, where they are there. */
  Optional<float[]> known(String key, int length) {
    Kept kept;
    synchronized (this) {
      kept = all.get(key);
    }
    if (kept == null) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(kept.file()), 1 << 16)) {
      Optional<float[]> numbers = NumbersFile.read(length, in);
      if (numbers.isPresent()) {
        return numbers;
      }
    } catch (IOException e) {
      // Then it is as if it had never been there.
    }
    synchronized (this) {
      all.remove(key, kept);
    }
    delete(kept.file());
    return Optional.empty();
  }

  /** A file that nobody has; null where these numbers are not to be kept. */
  private synchronized @Nullable Path place(String key, long bytes) {
    // To ask for one is to use it: what is there already is not the next to go.
    if (bytes > bounds.getOrDefault(key, 0L) || all.get(key) != null) {
      return null;
    }
    try {
      if (folder == null) {
        Path made = Files.createTempDirectory(parent, "finesweep-features");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAll(made)));
        folder = made;
      }
      return folder.resolve(Integer.toString(files++));
    } catch (IOException | IllegalStateException e) { // the latter while the process ends
      return null;
    }
  }

  private synchronized void keep(String key, Kept kept) {
    Kept twin = all.put(key, kept);
    if (twin != null) {
      delete(twin.file());
    }
    long bound = bounds.getOrDefault(key, 0L);
    long held = all.values().stream().mapToLong(Kept::bytes).sum();
    for (Iterator<Kept> oldest = all.values().iterator(); held > bound; ) {
      Kept gone = oldest.next();
      delete(gone.file());
      oldest.remove();
      held -= gone.bytes();
    }
  }

  private static void deleteAll(Path folder) {
    File[] files = folder.toFile().listFiles();
    Arrays.stream(files == null ? new File[0] : files).map(File::toPath).forEach(f -> delete(f));
    delete(folder);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It stays until the machine tidies its temporary files.
    }
  }
}
