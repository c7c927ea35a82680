package io.finesweep.cli;

import io.finesweep.analysis.Ranking;
import io.finesweep.store.Rank;
import java.util.List;

/** Hands a ranking to the store. */
final class Ranks {

  private Ranks() {}

  static List<Rank> of(Ranking ranking) {
    return ranking.standings().stream()
        .map(standing -> new Rank(standing.number(), standing.front()))
        .toList();
  }
}
