package io.finesweep.data;

import java.util.Locale;
import java.util.Set;

/** What the text of a cell stands for. */
final class Cells {

  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "?");

  private Cells() {}

  /** Whether the cell says that there is no value. */
  static boolean isMissing(String cell) {
    // No missing cell but the empty one begins like a number: this spares most cells the look-up.
    if (cell.isEmpty() || cell.charAt(0) <= '9') {
      return cell.isEmpty();
    }
    return cell.length() <= 4 && MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }

  /** Whether the cell is a finite number, in decimal digits with a point. */
  static boolean isNumber(String cell) {
    int at = afterSign(cell, 0);
    int end = afterDigits(cell, at);
    int digits = end - at;
    if (end < cell.length() && cell.charAt(end) == '.') {
      at = end + 1;
      end = afterDigits(cell, at);
      digits += end - at;
    }
    if (digits == 0) {
      return false;
    }
    if (end < cell.length() && (cell.charAt(end) | 0x20) == 'e') {
      at = afterSign(cell, end + 1);
      end = afterDigits(cell, at);
      boolean complete = end > at && end == cell.length();
      return complete && Double.isFinite(Double.parseDouble(cell));
    }
    return end == cell.length();
  }

  private static int afterSign(String cell, int at) {
    boolean sign = at < cell.length() && (cell.charAt(at) == '-' || cell.charAt(at) == '+');
    return sign ? at + 1 : at;
  }

  private static int afterDigits(String cell, int at) {
    int end = at;
    while (end < cell.length() && cell.charAt(end) >= '0' && cell.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Whether the cell is true or false, in any case. */
  static boolean isFlag(String cell) {
    return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
  }
}
