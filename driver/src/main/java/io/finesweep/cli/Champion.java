package io.finesweep.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.SortedMap;

/**
 * What is published now: the content of {@code current.json}.
 *
 * @param model its file, relative to the folder, named by its content
 * @param sweep the store's folder of the sweep that it came out of
 * @param trial whose configuration it has; of an ensemble, the one with the most votes
 * @param ensemble the trials that predict together, most votes first; empty for a single one
 * @param metrics on that sweep's test set, by name
 * @param rule which rows it was never trained on
 * @param published when, in UTC
 * @param why it was published, in one sentence
 */
record Champion(
    String model,
    String sweep,
    int trial,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> ensemble,
    SortedMap<String, Double> metrics,
    TestRule rule,
    String published,
    String why) {

  Champion {
    ensemble = ensemble == null ? List.of() : List.copyOf(ensemble); // older files have none
  }
}
