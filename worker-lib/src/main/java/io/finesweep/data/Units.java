package io.finesweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that are never parted: those of one group, else those with one key. Spreads them over parts
 * so that each part gets its share of every stratum.
 */
final class Units {

  /**
   * Rows that stay together.
   *
   * @param strata the stratum of each row
   */
  private record Unit(long key, int[] rows, int[] strata) {}

  private final List<Unit> units = new ArrayList<>();
  private final int[] stratumSizes;

  /**
   * Of {@code rows}.
   *
   * @param keys of all rows of the data set: equal ones stay together
   * @param strata of all rows of the data set, numbered from 0
   */
  Units(int[] rows, long[] keys, int[] strata) {
    Map<Long, List<Integer>> together = new HashMap<>();
    int highest = 0;
    for (int row : rows) {
      together.computeIfAbsent(keys[row], key -> new ArrayList<>(1)).add(row);
      highest = Math.max(highest, strata[row]);
    }
    stratumSizes = new int[highest + 1];
    together.forEach(
        (key, members) -> {
          int[] unit = members.stream().mapToInt(Integer::intValue).toArray();
          int[] of = Arrays.stream(unit).map(row -> strata[row]).toArray();
          units.add(new Unit(key, unit, of));
          Arrays.stream(of).forEach(stratum -> stratumSizes[stratum]++);
        });
  }

  /** How many units there are. */
  int size() {
    return units.size();
  }

  /**
   * Spreads the units over parts: the largest first, equal ones in an order drawn by their keys,
   * each to the part that is furthest below its share of the unit's strata, then of all rows.
   *
   * @param shares of each part, summing to 1
   * @param seed what the order is drawn from
   * @return the rows of each part, ascending
   */
  List<int[]> spread(double[] shares, long seed) {
    List<Unit> order = new ArrayList<>(units);
    order.sort(
        Comparator.comparingInt((Unit unit) -> -unit.rows().length)
            .thenComparingLong(unit -> Hashes.combine(seed, unit.key()))
            .thenComparingLong(Unit::key));
    Parts parts = new Parts(shares, stratumSizes);
    order.forEach(unit -> parts.add(unit.rows(), unit.strata()));
    return parts.rows();
  }

  /** The parts as they fill. */
  private static final class Parts {
    private final double[] shares;
    private final int[] sizes;
    private final int[][] filled;
    private final int[] totals;
    private final List<List<int[]>> members = new ArrayList<>();

    Parts(double[] shares, int[] sizes) {
      this.shares = shares;
      this.sizes = sizes;
      this.filled = new int[shares.length][sizes.length];
      this.totals = new int[shares.length];
      for (int part = 0; part < shares.length; part++) {
        members.add(new ArrayList<>());
      }
    }

    void add(int[] rows, int[] strata) {
      int[] counts = counts(strata);
      int best = 0;
      double lowest = cost(0, counts);
      for (int part = 1; part < shares.length; part++) {
        double cost = cost(part, counts);
        boolean tie = Math.abs(cost - lowest) <= 1e-9 * Math.abs(lowest);
        boolean emptier = totals[part] / shares[part] < totals[best] / shares[best];
        if (tie ? emptier : cost < lowest) {
          best = part;
          lowest = cost;
        }
      }
      for (int i = 0; i < counts.length; i += 2) {
        filled[best][counts[i]] += counts[i + 1];
      }
      totals[best] += rows.length;
      members.get(best).add(rows);
    }

    List<int[]> rows() {
      return members.stream()
          .map(part -> part.stream().flatMapToInt(Arrays::stream).sorted().toArray())
          .toList();
    }

    /** By how much the sum of squared fillings grows, each stratum weighing the same. */
    private double cost(int part, int[] counts) {
      double cost = 0;
      for (int i = 0; i < counts.length; i += 2) {
        double size = sizes[counts[i]];
        double after = filled[part][counts[i]] + (double) counts[i + 1];
        double before = filled[part][counts[i]];
        cost += (after * after - before * before) / (shares[part] * size * size);
      }
      return cost;
    }

    /** Pairs of a stratum and how often it occurs. */
    private static int[] counts(int[] strata) {
      if (strata.length == 1) {
        return new int[] {strata[0], 1};
      }
      Map<Integer, Integer> counted = new java.util.TreeMap<>();
      for (int stratum : strata) {
        counted.merge(stratum, 1, Integer::sum);
      }
      int[] pairs = new int[counted.size() * 2];
      int next = 0;
      for (Map.Entry<Integer, Integer> entry : counted.entrySet()) {
        pairs[next++] = entry.getKey();
        pairs[next++] = entry.getValue();
      }
      return pairs;
    }
  }
}
