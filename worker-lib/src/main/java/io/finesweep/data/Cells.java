package io.finesweep.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the text of a cell stands for. */
final class Cells {

  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "?");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private Cells() {}

  /** Whether the cell says that there is no value. */
  static boolean isMissing(String cell) {
    // No missing cell but the empty one begins like a number: this spares most cells the look-up.
    if (cell.isEmpty() || cell.charAt(0) <= '9') {
      return cell.isEmpty();
    }
    return cell.length() <= 4 && MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }

  /** Whether the cell is a number, in decimal digits with a point. */
  static boolean isNumber(String cell) {
    return !cell.isEmpty()
        && cell.charAt(0) <= '9'
        && (isShortWhole(cell) || NUMBER.matcher(cell).matches());
  }

  private static boolean isShortWhole(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (cell.charAt(i) < '0' || cell.charAt(i) > '9') {
        return false;
      }
    }
    return cell.length() < 10;
  }

  /** Whether the cell is true or false, in any case. */
  static boolean isFlag(String cell) {
    return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
  }
}
