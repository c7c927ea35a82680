package io.finesweep.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep is run with, as the store keeps it. A sweep that is carried on must have the same
 * settings, except for those that say how much to spend ({@code sweep.budget}), where ({@code
 * cluster}), where the store is ({@code sweep.store}, {@code sweep.lock}), its name, which says in
 * which folder it is, and what is made of the results ({@code sweep.ensemble}): these may change,
 * and the store then keeps the newest.
 *
 * @param text the configuration as resolved, secrets redacted
 * @param keys the same, flattened: each key's path and its value as text, equal for equal values
 */
public record SweepConf(String text, SortedMap<String, String> keys) {

  private static final String KEYS = "_keys.json";
  private static final String EMPTY = "{}";
  private static final List<String> FREE =
      List.of(
          "sweep.budget", "cluster", "sweep.name", "sweep.store", "sweep.lock", "sweep.ensemble");

  public SweepConf {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  /** A configuration with nothing to compare. */
  public static SweepConf ofText(String text) {
    return new SweepConf(text, new TreeMap<>());
  }

  /** Keeps this configuration for a new sweep; for one that was begun, checks that it fits. */
  void settle(Storage storage) throws IOException {
    Optional<byte[]> written = read(storage, KEYS);
    if (written.isPresent() && storage.exists(SweepFolder.CONF)) {
      List<String> differences = differences(keysIn(storage, written.get()));
      if (!differences.isEmpty()) {
        throw changed(storage, differences);
      }
    }
    publish(storage, KEYS, EventJson.write(keys));
    publish(storage, SweepFolder.CONF, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void publish(Storage storage, String path, byte[] content) throws IOException {
    Optional<byte[]> before = read(storage, path);
    if (before.isEmpty() || !Arrays.equals(before.get(), content)) {
      storage.publish(path, content);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> keysIn(Storage storage, byte[] written) {
    try {
      return EventJson.read(written, TreeMap.class);
    } catch (IOException e) {
      throw new DamagedStore(
          storage.location(KEYS)
              + " cannot be read: it should hold the sweep's settings as JSON.\nMaybe delete it: the"
              + " sweep then carries on without comparing its settings.",
          e);
    }
  }

  private List<String> differences(Map<String, String> before) {
    TreeSet<String> all = new TreeSet<>(before.keySet());
    all.addAll(keys.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : all) {
      String old = before.get(key);
      String now = keys.get(key);
      if (!isFree(key)
          && !Objects.equals(old, now)
          && !isFilled(key, old, keys)
          && !isFilled(key, now, before)) {
        differences.add("  " + key + ": " + shown(old) + " then, " + shown(now) + " now");
      }
    }
    return differences;
  }

  /**
   * Whether a section is empty on one side and has keys, which tell the difference, in the other.
   */
  private static boolean isFilled(String key, @Nullable String one, Map<String, String> other) {
    return EMPTY.equals(one) && other.keySet().stream().anyMatch(k -> k.startsWith(key + "."));
  }

  private static boolean isFree(String key) {
    return FREE.stream().anyMatch(free -> key.equals(free) || key.startsWith(free + "."));
  }

  private static String shown(@Nullable String value) {
    return value == null ? "not set" : value;
  }

  private static SweepRefused changed(Storage storage, List<String> differences) {
    return new SweepRefused(
        "The sweep in '"
            + storage.location("")
            + "' was begun with other settings:\n"
            + String.join("\n", differences)
            + "\nMaybe set them back to carry on, or give 'sweep.name' another value to begin a new"
            + " sweep.");
  }

  private static Optional<byte[]> read(Storage storage, String path) throws IOException {
    try (InputStream in = storage.open(path)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
