package io.finesweep.spark;

import io.finesweep.fold.FeatureDemand;
import io.finesweep.trial.RunId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which features were computed, and where, since the driver started, and which are being computed,
 * so that each are computed once in the cluster. Which folds share theirs is told by the first run
 * of a demand; until then, all folds wait for it. It only saves work: whatever it does not know of,
 * a run computes for itself.
 */
final class FeatureLedger {

  private final Map<FeatureDemand, List<String>> keys = new HashMap<>();
  private final Set<Object> there = new HashSet<>();
  private final Map<Object, Set<String>> executors = new HashMap<>();
  private final Map<RunId, Need> underWay = new HashMap<>();

  /** What a run needs. */
  record Need(FeatureDemand demand, int fold) {}

  /** Where features stand. */
  enum Standing {
    /** They were computed, or nothing can be shared. */
    THERE,
    /** Some run has to compute them. */
    MISSING,
    /** A run computes them. */
    UNDER_WAY
  }

  Standing standing(Need need) {
    Object name = name(need);
    if (there.contains(name)) {
      return Standing.THERE;
    }
    return underWay.values().stream().anyMatch(other -> name(other).equals(name))
        ? Standing.UNDER_WAY
        : Standing.MISSING;
  }

  /** The key of the features where it is known, else the demand itself. */
  private Object name(Need need) {
    List<String> known = keys.getOrDefault(need.demand(), List.of());
    return need.fold() < known.size() ? known.get(need.fold()) : need.demand();
  }

  /** The executors that hold what a run needs in memory, unless it had to make room. */
  Set<String> executors(Need need) {
    return executors.getOrDefault(name(need), Set.of());
  }

  /** A run with this need is on that executor. */
  void isOn(String executor, Need need) {
    executors.computeIfAbsent(name(need), name -> new TreeSet<>()).add(executor);
  }

  /** This run computes what it needs. */
  void begun(RunId run, Need need) {
    underWay.put(run, need);
  }

  /**
   * What this run needs is there.
   *
   * @param executor that computed it; null where that is not known
   * @param known for each fold, what tells its features apart; empty where none are shared
   */
  void prepared(RunId run, @Nullable String executor, List<String> known) {
    Need need = underWay.get(run);
    if (need != null) {
      keys.putIfAbsent(need.demand(), List.copyOf(known));
      there.add(name(need));
      if (executor != null) {
        isOn(executor, need);
      }
    }
  }

  /** This run computes no features any more. */
  void stopped(RunId run) {
    underWay.remove(run);
  }

  /** No run computes any more. */
  void clear() {
    underWay.clear();
  }
}
