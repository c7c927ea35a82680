package io.finesweep.cli;

import io.finesweep.analysis.Ensemble;
import io.finesweep.history.Event;
import io.finesweep.trial.Blob;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A model that came out of a sweep.
 *
 * @param trials whose configurations it has, most votes first; several predict together
 * @param test metrics on the test set, by name
 */
record Product(List<Integer> trials, SortedMap<String, Double> test, Blob model) {

  Product {
    trials = List.copyOf(trials);
    test = Collections.unmodifiableSortedMap(new TreeMap<>(test));
  }

  static Product of(Event.Refitted refit) {
    return new Product(List.of(refit.trial()), refit.test(), refit.model());
  }

  static Product of(Event.Ensembled ensemble) {
    return new Product(Ensemble.members(ensemble.votes()), ensemble.test(), ensemble.model());
  }

  boolean isEnsemble() {
    return trials.size() > 1;
  }

  /** What it is, in words. */
  String name() {
    return isEnsemble()
        ? "the ensemble of trials "
            + trials.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : "trial " + trials.get(0);
  }

  /** Where people look for it, relative to the sweep's folder. */
  String path() {
    return isEnsemble() ? Models.ENSEMBLE : Models.path(trials.get(0));
  }
}
