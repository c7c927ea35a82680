package io.finesweep.schedule;

import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.trial.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first trials of a sweep, 2η that did not break, which climb as far as they can for no more
 * than one full training, all together, whatever they come to: they tell from which rung on an
 * early result says something about a later one. The best of them come further anyway.
 */
final class Probes {

  private static final double ENOUGH = 0.5;

  private final History history;
  private final Ladder ladder;
  private final List<Trial> probes;

  /** The probes among the trials of {@code history}. */
  Probes(History history, Ladder ladder) {
    this.history = history;
    this.ladder = ladder;
    this.probes = new ArrayList<>();
    for (Trial trial : history.trials()) {
      if (probes.size() == 2 * ladder.reduction()) {
        break;
      } else if (!trial.isBroken()) {
        probes.add(trial);
      }
    }
  }

  /** The first probe that waits below the rung to climb to. */
  Optional<Trial> climbing() {
    Budget end = ladder.rung(ladder.probed());
    for (Trial probe : probes) {
      Optional<Budget> rung = probe.reached();
      if (rung.isPresent()
          && rung.get().epochs() < end.epochs()
          && history.rung(rung.get()).waiting().contains(probe.entry(history.terms()))) {
        return Optional.of(probe);
      }
    }
    return Optional.empty();
  }

  /**
   * The lowest rung whose order of the probes has a rank correlation of one half with the order
   * where they climb to, at most that one; empty while not all probes are there.
   */
  Optional<Budget> choice() {
    int end = ladder.probed();
    if (probes.size() < 2 * ladder.reduction() || !isMeasured(end)) {
      return Optional.empty();
    }
    double[] late = losses(end);
    for (int rung = 0; rung < end; rung++) {
      if (isMeasured(rung) && RankCorrelation.of(losses(rung), late) >= ENOUGH) {
        return Optional.of(ladder.rung(rung));
      }
    }
    return Optional.of(ladder.rung(end));
  }

  private boolean isMeasured(int rung) {
    int epochs = ladder.rung(rung).epochs();
    return probes.stream()
        .allMatch(
            probe -> probe.folds().values().stream().anyMatch(f -> f.rung(epochs).isPresent()));
  }

  private double[] losses(int rung) {
    int epochs = ladder.rung(rung).epochs();
    return probes.stream().mapToDouble(probe -> probe.loss(history.terms(), epochs)).toArray();
  }
}
