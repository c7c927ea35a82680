package io.finesweep.history;

import io.finesweep.metric.Objective;
import io.finesweep.trial.Budget;
import java.util.List;

/**
 * By what a history is read.
 *
 * @param objectives what is to be made good, the most important first
 * @param full what a complete trial has been trained to
 */
public record Terms(List<Objective> objectives, Budget full) {
  public Terms {
    objectives = List.copyOf(objectives);
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("A sweep needs at least one objective.");
    }
  }
}
