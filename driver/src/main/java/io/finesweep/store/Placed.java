package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import io.finesweep.trial.Blob;
import io.finesweep.trial.FoldResult;
import java.util.List;
import java.util.Optional;

/**
 * A run that left predictions.
 *
 * @param part of the table {@code predictions} that it goes into
 */
record Placed(Finished run, int part) {

  /** The weight at which a part is full, in bytes. */
  static final long FULL = 32L << 20;

  private static final long MOST_RUNS = 1000;

  /** How runs go into parts, of which the first {@code kept} were dealt with before. */
  static Filling filling(int kept) {
    return new Filling(Placed::weight, FULL, kept);
  }

  /** Those of a sweep's runs, in order, that left some. */
  static List<Placed> of(Iterable<Finished> runs) {
    Filling filling = filling(0);
    runs.forEach(filling::add);
    filling.end();
    return filling.full().stream().flatMap(part -> part.placed().stream()).toList();
  }

  /**
   * A run's share of a part: its bytes, and enough for a part to hold a thousand runs; 0 for none.
   */
  static long weight(Finished run) {
    return blob(run).map(blob -> Math.max(blob.length(), FULL / MOST_RUNS + 1)).orElse(0L);
  }

  private static Optional<Blob> blob(Finished run) {
    return run.result() instanceof FoldResult.Scored scored
        ? Optional.ofNullable(scored.artifacts().predictions())
        : Optional.empty();
  }

  /** The file that the run left. */
  Blob blob() {
    return blob(run).orElseThrow();
  }
}
