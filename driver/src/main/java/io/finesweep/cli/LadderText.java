package io.finesweep.cli;

import io.finesweep.schedule.Ladder;
import io.finesweep.schedule.LadderShape;
import io.finesweep.schedule.Population;
import io.finesweep.trial.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says at which rungs trials are compared, and where they begin. */
final class LadderText {

  private LadderText() {}

  /** When a population compares its members on the way to {@code full}. */
  static String line(Population population, Budget full) {
    return population.rungs(full.epochs()).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "))
        + " epochs; at each, the worst quarter of "
        + population.size()
        + " trials goes on from the best quarter's checkpoints";
  }

  /** A few lines about the ladder to {@code full}. */
  static List<String> lines(LadderShape shape, Budget full) {
    Ladder ladder = shape.ladder(full);
    int top = ladder.lastOfOneFold();
    List<String> lines = new ArrayList<>();
    String epochs =
        ladder.rungs().subList(0, top + 1).stream()
            .map(rung -> String.valueOf(rung.epochs()))
            .collect(Collectors.joining(", "));
    String folds =
        ladder.rungs().subList(top + 1, ladder.size()).stream()
            .map(rung -> String.valueOf(rung.folds()))
            .collect(Collectors.joining(", "));
    lines.add(
        epochs
            + (epochs.equals("1") ? " epoch" : " epochs")
            + " on one fold"
            + (folds.isEmpty() ? "" : ", then " + folds + " folds"));
    if (!shape.isGiven() && top >= 2) {
      lines.add(
          "The first "
              + 2 * shape.reduction()
              + " trials climb to "
              + ladder.rung(ladder.probed()).epochs()
              + " epochs; from then on the others begin at the lowest rung that ranks those much as"
              + " these epochs do (rank correlation at least 0.5), until then at the first.");
    } else if (top > 0) {
      lines.add("Trials begin at the first.");
    }
    return lines;
  }
}
