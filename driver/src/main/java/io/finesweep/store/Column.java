package io.finesweep.store;

import io.finesweep.trial.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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

  /** A column for the probability of each class. */
  public static List<Column> probabilities(List<String> classes) {
    return reals("probability_", classes, name -> "the probability of class '" + name + "'");
  }

  /** A column of numbers for each of {@code names}, no two called alike. */
  public static List<Column> reals(
      String prefix, List<String> names, UnaryOperator<String> comment) {
    List<Column> columns = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (String name : names) {
      String base = Names.column(prefix, name);
      String unique = base;
      for (int i = 2; !used.add(unique); i++) {
        unique = base + "_" + i;
      }
      columns.add(new Column(unique, Kind.REAL, comment.apply(name)));
    }
    return columns;
  }
}
