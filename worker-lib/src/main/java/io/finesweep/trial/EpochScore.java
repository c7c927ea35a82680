package io.finesweep.trial;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one epoch of a fold came to.
 *
 * @param epoch from 1
 * @param trainingLoss the training set's own loss, the mean over its examples as they were seen
 * @param metrics on the validation part, by name; a metric that is not defined there is absent
 * @param milliseconds that training and validation took
 */
public record EpochScore(
    int epoch, double trainingLoss, SortedMap<String, Double> metrics, long milliseconds)
    implements Serializable {
  public EpochScore {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
  }

  /** One list after the other. */
  static List<EpochScore> joined(List<EpochScore> first, List<EpochScore> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
