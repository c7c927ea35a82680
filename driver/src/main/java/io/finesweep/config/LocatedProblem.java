package io.finesweep.config;

import io.finesweep.trial.Problem;

/** Something wrong in a user's settings, and where it was written. */
public record LocatedProblem(Place place, Problem problem) {

  @Override
  public String toString() {
    String head = place + ": " + problem.rule();
    return problem.wayOut().isEmpty() ? head : head + "\n    " + problem.wayOut();
  }
}
