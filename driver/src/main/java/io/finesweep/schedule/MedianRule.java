package io.finesweep.schedule;

import io.finesweep.history.RankedSet.Entry;
import io.finesweep.history.RungMembers;

/**
 * Promotes what is not worse than the median of its peers' running means (Golovin et al., Google
 * Vizier, 2017, section 3.2), once there are five of them.
 */
final class MedianRule implements Cut {

  private static final int FEWEST = 5;

  @Override
  public boolean passes(RungMembers members, Ladder ladder) {
    int peers = members.averages().size();
    Entry best = members.waiting().first().orElseThrow();
    Entry median = members.averages().at((peers - 1) / 2).orElseThrow();
    return peers < FEWEST || Double.compare(best.loss(), median.loss()) <= 0;
  }

  @Override
  public boolean passesAtLast(RungMembers members, Ladder ladder) {
    return passes(members, ladder);
  }
}
