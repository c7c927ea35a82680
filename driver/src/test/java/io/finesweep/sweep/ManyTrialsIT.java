package io.finesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.sweep.ManyTrials.Played;
import io.finesweep.sweep.ManyTrials.Window;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures what the driver takes for an event, and the memory that it ends with, for a million
 * trials on ten thousand slots: at most 1 ms, and flat.
 */
@Tag("bench")
class ManyTrialsIT {

  private static final int TRIALS = Integer.getInteger("finesweep.bench.trials", 1_000_000);
  private static final int SLOTS = 10_000;
  private static final double MEBIBYTE = 1 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"full", "race", "asha", "asha-race", "hyperband", "median", "pbt"})
  void anEventTakesNoLongerWhereTrialsAreMany(String schedule) throws InterruptedException {
    if (!System.getProperty("finesweep.bench.only", schedule).equals(schedule)) {
      return;
    }
    Played played = ManyTrials.played(schedule, TRIALS, SLOTS);
    System.gc();
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    StringBuilder windows = new StringBuilder();
    for (Window window : played.windows()) {
      windows.append(String.format(Locale.ROOT, " %.4f", window.milliseconds()));
      assertThat(window.milliseconds()).isLessThan(1);
    }
    System.out.printf(
        Locale.ROOT,
        "BENCH %s: %d trials, %d events, most outstanding %d, longest %.1f ms, in the end %.0f MiB,"
            + " of at most %.0f; ms an event by tenths of the trials:%s%n",
        schedule,
        played.history().trials().size(),
        played.history().totals().lastEvent(),
        played.most(),
        played.longest() / 1e6,
        used / MEBIBYTE,
        Runtime.getRuntime().maxMemory() / MEBIBYTE,
        windows);
  }
}
