package io.finesweep.config;

import io.finesweep.trial.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be run; the message shows everything that is wrong with it. */
public final class InvalidConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<LocatedProblem> problems;

  /**
   * A configuration with these problems.
   *
   * @param problems at least one
   */
  public InvalidConfiguration(List<LocatedProblem> problems) {
    super(message(sorted(problems)));
    this.problems = sorted(problems);
  }

  InvalidConfiguration(Place place, String rule, String wayOut) {
    this(List.of(new LocatedProblem(place, new Problem("", rule, wayOut))));
  }

  /** All that is wrong, in the order of the files' lines; at least one. */
  public List<LocatedProblem> problems() {
    return problems;
  }

  private static List<LocatedProblem> sorted(List<LocatedProblem> problems) {
    return problems.stream()
        .distinct()
        .sorted(Comparator.comparing(LocatedProblem::place, Place.ORDER))
        .toList();
  }

  private static String message(List<LocatedProblem> problems) {
    return problems.stream().map(LocatedProblem::toString).collect(Collectors.joining("\n\n"));
  }
}
