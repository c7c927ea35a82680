package io.finesweep.config;

/**
 * The {@code sweep.strategy} section: where to look and how far to train, by name.
 *
 * @param sampler a name, or {@code auto} to leave the choice to Finesweep
 * @param schedule likewise
 * @param resolution how many values a grid has of a real parameter
 */
public record Strategy(String sampler, String schedule, int resolution) {

  /** The name that leaves the choice to Finesweep. */
  public static final String AUTO = "auto";
}
