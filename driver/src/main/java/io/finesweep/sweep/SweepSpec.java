package io.finesweep.sweep;

import io.finesweep.history.Terms;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Template;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Seeds;

/**
 * What to sweep.
 *
 * @param name of the sweep, and of its folder in the store
 * @param space where to look
 * @param fineTuning what the values of a point are put into
 * @param terms objectives and the full budget of a trial
 * @param limits what the whole sweep may spend
 * @param rules for lost and failed runs
 * @param seeds of everything random
 * @param experiment what all runs share
 */
public record SweepSpec(
    String name,
    SearchSpace space,
    Template fineTuning,
    Terms terms,
    Limits limits,
    Rules rules,
    Seeds seeds,
    Experiment experiment) {

  /** The same sweep with everything random drawn from {@code others}. */
  public SweepSpec seeded(Seeds others) {
    return new SweepSpec(name, space, fineTuning, terms, limits, rules, others, experiment);
  }

  /**
   * When to give up.
   *
   * @param retries how often a lost run is run again
   * @param alike after so many trials that all failed for one reason, and none that did not, the
   *     sweep stops
   */
  public record Rules(int retries, int alike) {}
}
