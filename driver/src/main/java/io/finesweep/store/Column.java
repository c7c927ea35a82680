package io.finesweep.store;

/**
 * A column of a table.
 *
 * @param comment what it holds, with its unit; kept in the file
 */
public record Column(String name, Kind kind, String comment) {

  /** What a column's cells hold; any cell may be null. */
  public enum Kind {
    /** A {@link String}. */
    TEXT,
    /** A {@link Long}. */
    WHOLE,
    /** A {@link Double}. */
    REAL,
    /** A {@link Boolean}. */
    FLAG,
    /** A time as {@link Long}: milliseconds since 1970 UTC. */
    TIME
  }

  /** A column name from a path or any other name: what is no letter or digit becomes {@code _}. */
  public static String nameOf(String prefix, String path) {
    return prefix + path.replaceAll("[^\\p{L}\\p{N}]", "_");
  }
}
