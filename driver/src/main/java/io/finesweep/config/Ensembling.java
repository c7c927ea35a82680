package io.finesweep.config;

/**
 * The {@code sweep.ensemble} section: whether and how trials are to predict together.
 *
 * @param members at most so many different trials; 0 for no ensemble
 * @param steps votes that are given to trials
 * @param candidates the best so many trials with all folds that are chosen among
 */
public record Ensembling(int members, int steps, int candidates) {

  static final int STEPS = 25;
  static final int CANDIDATES = 50;
}
