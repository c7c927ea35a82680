package io.finesweep.schedule;

import io.finesweep.history.RankedSet.Entry;
import io.finesweep.history.RungMembers;

/**
 * Promotes the best η-th of a rung (Li et al., A System for Massively Parallel Hyperparameter
 * Tuning, 2020, Algorithm 2), and no more than that even where ranks have changed since (Li et al.,
 * Hyper-Tune, 2022, delayed promotion).
 */
final class Halving implements Cut {

  @Override
  public boolean passes(RungMembers members, Ladder ladder) {
    return passes(members, members.reached().size() / ladder.reduction());
  }

  @Override
  public boolean passesAtLast(RungMembers members, Ladder ladder) {
    int reduction = ladder.reduction();
    return passes(members, (members.reached().size() + reduction - 1) / reduction);
  }

  private static boolean passes(RungMembers members, int places) {
    Entry best = members.waiting().first().orElseThrow();
    return members.promoted() < places && members.reached().rank(best) < places;
  }
}
