package io.finesweep.history;

import io.finesweep.trial.Configuration;
import java.util.List;

/**
 * What an earlier sweep came to, in the parameters of this one.
 *
 * @param name of the earlier sweep
 * @param results by trial
 */
public record PastSweep(String name, List<Result> results) {

  public PastSweep {
    results = List.copyOf(results);
  }

  /**
   * What one of its trials came to.
   *
   * @param point of this sweep's space
   * @param loss the objective's, lower is better
   * @param variance of the loss, as far as folds tell
   */
  public record Result(Configuration point, double loss, double variance) {}
}
