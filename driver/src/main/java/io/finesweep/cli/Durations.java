package io.finesweep.cli;

import java.util.Locale;

/** Writes times for people. */
final class Durations {

  private Durations() {}

  /** "41 s", "3:05 min" or "2:07 h". */
  static String text(long milliseconds) {
    long seconds = Math.round(milliseconds / 1000.0);
    if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
    long minutes = Math.round(seconds / 60.0);
    return String.format(Locale.ROOT, "%d:%02d h", minutes / 60, minutes % 60);
  }
}
