package io.finesweep.history;

import io.finesweep.history.RankedSet.Entry;
import io.finesweep.trial.Budget;
import java.util.Comparator;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * Which trials have come to which rung, and which of them may go on: a persistent index of a
 * history.
 *
 * @param rungs by budget, the fewest epochs first and of equal epochs the fewest folds
 * @param unbegun the trials of which nothing was measured, nothing runs and nothing has failed
 */
record RungIndex(PSortedMap<Budget, RungMembers> rungs, PSortedSet<Integer> unbegun) {

  static final RungIndex EMPTY =
      new RungIndex(
          TreePMap.empty(Comparator.comparingInt(Budget::epochs).thenComparingInt(Budget::folds)),
          TreePSet.empty());

  RungMembers at(Budget rung) {
    return rungs.getOrDefault(rung, RungMembers.NONE);
  }

  private RungIndex with(Budget rung, RungMembers members) {
    return new RungIndex(rungs.plus(rung, members), unbegun);
  }

  /** A trial may go on from where it stands. */
  RungIndex waits(Trial trial, Terms terms) {
    Optional<Budget> rung = trial.reached();
    return rung.isEmpty()
        ? new RungIndex(rungs, unbegun.plus(trial.number()))
        : with(rung.get(), at(rung.get()).waiting(entry(trial, terms, rung.get())));
  }

  /** A trial goes on from where it stands, or cannot. */
  RungIndex leaves(Trial trial, Terms terms) {
    Optional<Budget> rung = trial.reached();
    return rung.isEmpty()
        ? new RungIndex(rungs, unbegun.minus(trial.number()))
        : with(rung.get(), at(rung.get()).gone(entry(trial, terms, rung.get())));
  }

  /** A fold of a trial was just measured at {@code epochs}. */
  RungIndex reached(Trial trial, Terms terms, int epochs) {
    Budget rung = new Budget(trial.measured(epochs), epochs);
    Entry average = new Entry(trial.averageLoss(terms, epochs), trial.number());
    return with(rung, at(rung).reached(entry(trial, terms, rung), average));
  }

  /** A fold of a trial broke on the way to {@code epochs}. */
  RungIndex broke(Trial trial, int epochs) {
    Budget rung = new Budget(trial.measured(epochs) + 1, epochs);
    return with(rung, at(rung).broken(trial.number()));
  }

  /** What had broken of a trial may run again. */
  RungIndex retried(int trial) {
    RungIndex index = this;
    for (var rung : rungs.entrySet()) {
      index = index.with(rung.getKey(), rung.getValue().retried(trial));
    }
    return index;
  }

  private static Entry entry(Trial trial, Terms terms, Budget rung) {
    return new Entry(trial.loss(terms, rung.epochs()), trial.number());
  }
}
