package io.finesweep.cli;

import io.finesweep.history.Estimate;
import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.metric.Objective;
import io.finesweep.trial.Budget;
import java.util.Optional;

/**
 * The best trial so far among those with all folds and epochs that pass no bound.
 *
 * @param estimate of the first objective
 */
record Incumbent(int trial, Estimate estimate) {

  /** The estimate of {@code trial} where it was trained as far as the sweep goes. */
  static Optional<Incumbent> of(Trial trial, History history) {
    Budget full = history.terms().full();
    if (trial.status(full) != Trial.Status.COMPLETE || trial.isRefused(history.terms())) {
      return Optional.empty();
    }
    return Estimate.of(trial.values(0, full.epochs()))
        .map(estimate -> new Incumbent(trial.number(), estimate));
  }

  boolean isBetterThan(Incumbent other, Objective objective) {
    return objective.goal().loss(estimate.mean()) < objective.goal().loss(other.estimate.mean());
  }
}
