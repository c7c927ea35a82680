package io.finesweep.analysis;

import io.finesweep.history.Estimate;
import io.finesweep.history.Trial;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one trial stands among the others.
 *
 * @param rank from 1
 * @param front with several objectives, the front among the trials trained as far, from 1: nothing
 *     on it is better in one objective and nowhere worse than another; 0 where it lies on none
 * @param reached the folds that were measured and the epochs they have in common; null for none
 * @param metrics estimates over those folds, by name
 * @param reason why it failed, diverged or cannot win; empty where it did not
 */
public record Standing(
    int rank,
    int front,
    int number,
    Trial.Status status,
    Configuration configuration,
    @Nullable Budget reached,
    SortedMap<String, Estimate> metrics,
    String reason) {

  public Standing {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
  }

  /** The estimate of a metric, empty where it was not measured. */
  public Optional<Estimate> metric(String name) {
    return Optional.ofNullable(metrics.get(name));
  }

  Standing ranked(int place) {
    return new Standing(place, front, number, status, configuration, reached, metrics, reason);
  }

  Standing on(int other) {
    return new Standing(rank, other, number, status, configuration, reached, metrics, reason);
  }
}
