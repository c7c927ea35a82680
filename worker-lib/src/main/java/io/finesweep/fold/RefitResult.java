package io.finesweep.fold;

import io.finesweep.trial.Blob;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.Failure;
import io.finesweep.trial.Usage;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a refit came to. */
public sealed interface RefitResult extends Serializable {

  /** Where and when it ran. */
  Usage usage();

  /**
   * The model is trained and saved.
   *
   * @param epochs its metrics are those on the test set
   * @param metrics on the test set after the last epoch, by name; empty where there is none
   * @param model a {@link FinalModel}
   * @param slots how many trained it together
   */
  record Refitted(
      List<EpochScore> epochs,
      SortedMap<String, Double> metrics,
      Blob model,
      int slots,
      Usage usage)
      implements RefitResult {
    public Refitted {
      epochs = List.copyOf(epochs);
      metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
  }

  /** Loss or outputs were no longer finite in {@code epoch}. */
  record Diverged(int epoch, Usage usage) implements RefitResult {}

  /** It ended with an error that would come again. */
  record Failed(Failure failure, Usage usage) implements RefitResult {}
}
