package io.finesweep.trial;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that a user probably meant, and the name that a column has in the tables. */
public final class Names {

  private Names() {}

  /**
   * "Maybe you meant …" with the nearest of {@code known}; where none is near, a list of them; the
   * empty text where there are none.
   */
  public static String maybe(String name, Collection<String> known) {
    String nearest =
        known.stream()
            .min(Comparator.<String>comparingInt(k -> distance(name, k)).thenComparing(k -> k))
            .orElse("");
    if (nearest.isEmpty()) {
      return "";
    }
    if (distance(name, nearest) <= Math.max(2, name.length() / 3)) {
      return "Maybe you meant '" + nearest + "'.";
    }
    return "Known here: " + String.join(", ", known) + ".";
  }

  /**
   * A column's name from a path or any other name: what is no letter or digit becomes {@code _}.
   */
  public static String column(String prefix, String path) {
    return prefix + path.replaceAll("[^\\p{L}\\p{N}]", "_");
  }

  /** The optimal string alignment distance: insertions, deletions, substitutions, swaps. */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
