package io.finesweep.config;

import io.finesweep.space.Admissible;
import io.finesweep.space.Admissible.Found;
import io.finesweep.space.Constraint;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Whether the constraints of a space leave a point to try. */
record Satisfiability(SearchSpace space, String path) {

  private static final int DRAWS = 1_000;

  /** What is wrong where no point is known, be it one of those to try first, and none is found. */
  Optional<Problem> problem(List<Configuration> tryFirst) {
    RandomGenerator random = random();
    for (int draw = 0; draw < DRAWS; draw++) {
      if (space.admits(space.draw(random))) {
        return Optional.empty();
      }
    }
    Found found = searched(space.constraints());
    if (found.point().isPresent() || tryFirst.stream().anyMatch(space::admits)) {
      return Optional.empty();
    }
    return Optional.of(found.isComplete() ? contradiction() : nothingFound());
  }

  private Problem contradiction() {
    List<Constraint> culprits = space.constraints().stream().distinct().toList();
    for (Constraint constraint : space.constraints()) {
      List<Constraint> others =
          culprits.stream().filter(other -> !other.equals(constraint)).toList();
      Found found = searched(others);
      if (found.point().isEmpty() && found.isComplete()) {
        culprits = others;
      }
    }
    String quoted =
        culprits.stream()
            .map(constraint -> "\"" + constraint.text() + "\"")
            .collect(Collectors.joining(" and "));
    String place = path + "." + (space.constraints().indexOf(culprits.get(0)) + 1);
    return culprits.size() == 1
        ? new Problem(
            place,
            quoted + " holds for no point of the space.",
            "Maybe change it, or widen the range of a parameter that it names.")
        : new Problem(
            place,
            "'" + path + "' leaves no point: " + quoted + " exclude each other.",
            "Maybe leave one of them out.");
  }

  private Problem nothingFound() {
    return new Problem(
        path,
        "No point was found that meets '" + path + "', which does not prove that there is none.",
        "Maybe name one under sweep.try-first, or write the constraints less tight.");
  }

  private Found searched(List<Constraint> constraints) {
    SearchSpace constrained = new SearchSpace(space.parameters(), constraints);
    return new Admissible(constrained).first(point -> true, random());
  }

  private static RandomGenerator random() {
    return new Seeds(0).generator("constraints");
  }
}
