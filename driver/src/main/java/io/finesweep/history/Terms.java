package io.finesweep.history;

import io.finesweep.metric.Objective;
import io.finesweep.trial.Budget;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what a history is read.
 *
 * @param objectives what is to be made good, the most important first
 * @param bounds what metrics must not pass for a trial to win
 * @param full what a complete trial has been trained to
 */
public record Terms(List<Objective> objectives, List<Bound> bounds, Budget full) {
  public Terms {
    objectives = List.copyOf(objectives);
    bounds = List.copyOf(bounds);
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("A sweep needs at least one objective.");
    }
  }

  /** Terms without bounds. */
  public Terms(List<Objective> objectives, Budget full) {
    this(objectives, List.of(), full);
  }

  /** The metrics that a history remembers: the objectives' and then the bounds'. */
  public List<String> metrics() {
    return Stream.concat(
            objectives.stream().map(Objective::metric), bounds.stream().map(Bound::metric))
        .toList();
  }
}
