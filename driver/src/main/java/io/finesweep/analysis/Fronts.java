package io.finesweep.analysis;

import io.finesweep.history.Pareto;
import io.finesweep.metric.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Standings in the order that several objectives give them: among those trained as far, front after
 * front, and within a front what dominates most that no other on it does first.
 *
 * @param hypervolume of the first front of those trained furthest; empty where there is none, or
 *     where it is larger than any number
 */
record Fronts(List<Standing> standings, OptionalDouble hypervolume) {

  /**
   * Reorders standings that are already in the order of how far they were trained, those without
   * all objectives behind.
   */
  static Fronts of(List<Standing> sorted, List<Objective> objectives) {
    List<Standing> ordered = new ArrayList<>();
    OptionalDouble hypervolume = OptionalDouble.empty();
    int from = 0;
    while (from < sorted.size() && isSound(sorted.get(from), objectives)) {
      int to = from + 1;
      while (to < sorted.size()
          && isSound(sorted.get(to), objectives)
          && Objects.equals(sorted.get(to).reached(), sorted.get(from).reached())) {
        to++;
      }
      List<Standing> peers = sorted.subList(from, to);
      double[][] losses =
          peers.stream().map(peer -> losses(peer, objectives)).toArray(double[][]::new);
      double[] reference = Pareto.reference(losses);
      List<List<Integer>> fronts = Pareto.fronts(losses, peers.size());
      if (hypervolume.isEmpty()) {
        List<double[]> first = fronts.get(0).stream().map(i -> losses[i]).toList();
        double volume = Pareto.hypervolume(first, reference);
        hypervolume = Double.isFinite(volume) ? OptionalDouble.of(volume) : OptionalDouble.empty();
      }
      for (int front = 0; front < fronts.size(); front++) {
        for (int peer : Pareto.byExclusiveVolume(losses, fronts.get(front), reference)) {
          ordered.add(peers.get(peer).on(front + 1));
        }
      }
      from = to;
    }
    ordered.addAll(sorted.subList(from, sorted.size()));
    return new Fronts(ordered, hypervolume);
  }

  static boolean isSound(Standing standing, List<Objective> objectives) {
    return standing.reason().isEmpty()
        && objectives.stream().allMatch(o -> standing.metric(o.metric()).isPresent());
  }

  private static double[] losses(Standing standing, List<Objective> objectives) {
    return objectives.stream()
        .mapToDouble(o -> o.goal().loss(standing.metric(o.metric()).orElseThrow().mean()))
        .toArray();
  }
}
