package io.finesweep.config;

import io.finesweep.trial.Problem;

/**
 * An earlier sweep that a configuration names.
 *
 * @param name a folder, or {@code latest}
 * @param path the key that names it
 * @param place where it was written
 */
public record NamedSweep(String name, String path, Place place) {

  /** The name of the one of the same store that something happened in last. */
  public static final String LATEST = "latest";

  /** Whether it is the latest of the store. */
  public boolean isLatest() {
    return name.equals(LATEST);
  }

  /**
   * What keeps a sweep from learning from it.
   *
   * @param rest of the sentence that begins with the key and its value
   */
  public LocatedProblem problem(String rest, String wayOut) {
    return new LocatedProblem(
        place, new Problem(path, "'" + path + "' is '" + name + "', " + rest, wayOut));
  }
}
