package io.finesweep.sweep;

import io.finesweep.history.History;
import io.finesweep.space.Admissible;
import io.finesweep.space.Admissible.Found;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Seeds;

/**
 * Why a sampler has no further point.
 *
 * @param sampler its name
 */
record Exhaustion(SearchSpace space, String sampler) {

  /** For people: whether there is no other point, or none was found. */
  String after(History history) {
    long points = history.trials().stream().map(t -> t.configuration().key()).distinct().count();
    String all = points == 1 ? "the only point " : "all " + points + " points ";
    boolean isFree = space.constraints().isEmpty();
    if (isFree && space.size() <= points) {
      return "There are trials of " + all + "of the space.";
    } else if (!isFree && isAll(history)) {
      return "There are trials of " + all + "that sweep.require leaves.";
    } else if (sampler.equals("grid")) {
      return "There are trials of all points of the grid" + (isFree ? "." : " that were found.");
    }
    return "No further point was found" + (isFree ? "." : " that meets sweep.require.");
  }

  private boolean isAll(History history) {
    Found other =
        new Admissible(space)
            .first(
                point -> !history.knows(point.key()),
                new Seeds(0).generator("exhaustion", history.trials().size()));
    return other.point().isEmpty() && other.isComplete();
  }
}
