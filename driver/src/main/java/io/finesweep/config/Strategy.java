package io.finesweep.config;

import io.finesweep.schedule.LadderShape;

/**
 * The {@code sweep.strategy} section: where to look and how far to train, by name.
 *
 * @param sampler a name, or {@code auto} to leave the choice to Finesweep
 * @param schedule likewise
 * @param resolution how many values a grid has of a real parameter
 * @param ladder of the rungs at which trials are compared
 */
public record Strategy(String sampler, String schedule, int resolution, LadderShape ladder) {

  /** The name that leaves the choice to Finesweep. */
  public static final String AUTO = "auto";
}
