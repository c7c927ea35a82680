package io.finesweep.history;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the effects of folds at all epochs from a history's peers, in time that does not grow with
 * their number, and remembers the last it found: of a history in which no trial with two folds
 * changed they are the same. What it gives depends on its argument alone.
 */
public final class PeerEffects {

  private Map<BigInteger, RankedSet> known = Map.of();
  private @Nullable FoldEffects effects;

  /** The effects that {@code history} tells of. */
  public FoldEffects of(History history) {
    PairedPeers paired = PairedPeers.of(history);
    FoldEffects found = effects;
    if (found == null || !paired.areOf(known)) {
      found = FoldEffects.of(paired, history.terms().full().folds());
      known = paired.groups();
      effects = found;
    }
    return found;
  }

  /** The peers with two folds or more, the measured trials of each group. */
  private record PairedPeers(
      Map<BigInteger, RankedSet> groups, History history, Map<Integer, TrialLosses> rows)
      implements FoldEffects.Paired {

    static PairedPeers of(History history) {
      Map<BigInteger, RankedSet> groups = new HashMap<>();
      history
          .peers()
          .forEach(
              (folds, peers) -> {
                if (folds.bitCount() >= 2) {
                  groups.put(folds, peers.measured());
                }
              });
      return new PairedPeers(groups, history, new HashMap<>());
    }

    @SuppressWarnings("ReferenceEquality") // A set never changes: the same one tells the same.
    boolean areOf(Map<BigInteger, RankedSet> others) {
      return groups.size() == others.size()
          && groups.entrySet().stream()
              .allMatch(group -> others.get(group.getKey()) == group.getValue());
    }

    @Override
    public int size() {
      return groups.values().stream().mapToInt(RankedSet::size).sum();
    }

    @Override
    public List<TrialLosses> best(int count, FoldEffects effects) {
      List<Merge.Group> merged = new ArrayList<>();
      groups.forEach(
          (folds, trials) ->
              merged.add(new Merge.Group(trials, effects.projection(folds), Merge.Order.MEAN)));
      Merge merge = new Merge(merged);
      List<Integer> best = new ArrayList<>();
      while (best.size() < count) {
        best.add(merge.next().entry().trial());
      }
      best.sort(Comparator.naturalOrder());
      return best.stream().map(this::losses).toList();
    }

    private TrialLosses losses(int number) {
      return rows.computeIfAbsent(
          number,
          trial ->
              TrialLosses.of(
                  history.trial(trial), history.terms(), 0, history.terms().full().epochs()));
    }
  }
}
