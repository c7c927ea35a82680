package io.finesweep.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What points are worth beside each other when several losses count: one dominates another if it is
 * nowhere worse and somewhere better. Fronts after Deb et al., A Fast and Elitist Multiobjective
 * Genetic Algorithm, 2002; hypervolumes by exclusion after While, Bradstreet and Barone, A Fast Way
 * of Calculating Exact Hypervolumes, 2012.
 */
public final class Pareto {

  private static final double BEYOND = 0.1;
  private static final double GRAIN = 1e-9;

  private Pareto() {}

  /** Whether {@code a} dominates {@code b}. */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int i = 0; i < a.length; i++) {
      if (!(a[i] <= b[i])) {
        return false;
      }
      better |= a[i] < b[i];
    }
    return better;
  }

  /**
   * The fronts, the best first, until they hold {@code count} points: first those that no other
   * dominates, then those that only these do.
   *
   * @return indexes into {@code losses}, ascending within a front
   */
  public static List<List<Integer>> fronts(double[][] losses, int count) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      left.add(i);
    }
    List<List<Integer>> fronts = new ArrayList<>();
    int held = 0;
    while (held < count && !left.isEmpty()) {
      List<Integer> front = undominated(losses, left);
      fronts.add(front);
      held += front.size();
      left.removeAll(new java.util.HashSet<>(front));
    }
    return fronts;
  }

  /** The first front, in the order of {@link #byExclusiveVolume}. */
  public static List<Integer> front(double[][] losses) {
    return byExclusiveVolume(losses, fronts(losses, 1).get(0), reference(losses));
  }

  /**
   * The points of a front, first what dominates most that no other of them does; of those that are
   * equal but for rounding first the one with the lowest first loss.
   */
  public static List<Integer> byExclusiveVolume(
      double[][] losses, List<Integer> front, double[] reference) {
    double[] volumes = new double[losses.length];
    double most = Double.MIN_NORMAL;
    List<double[]> among = front.stream().map(i -> losses[i]).toList();
    List<double[]> scaled = scaled(among, reference, ranges(among, reference));
    double[] corner = new double[reference.length];
    for (int i = 0; i < scaled.size(); i++) {
      List<double[]> others = new ArrayList<>(scaled);
      others.remove(i);
      double volume = exclusive(scaled.get(i), others, corner);
      volumes[front.get(i)] = volume;
      most = Math.max(most, volume);
    }
    double grain = most * GRAIN;
    return front.stream()
        .sorted(
            Comparator.<Integer>comparingDouble(i -> -Math.rint(volumes[i] / grain))
                .thenComparingDouble(i -> losses[i][0]))
        .toList();
  }

  /** Sorted by the first loss, a point can be dominated only by those before it. */
  private static List<Integer> undominated(double[][] losses, List<Integer> among) {
    List<Integer> sorted = new ArrayList<>(among);
    sorted.sort(
        Comparator.comparing((Integer i) -> losses[i], Arrays::compare).thenComparing(i -> i));
    List<Integer> front = new ArrayList<>();
    for (int candidate : sorted) {
      if (front.stream().noneMatch(other -> dominates(losses[other], losses[candidate]))) {
        front.add(candidate);
      }
    }
    front.sort(Comparator.naturalOrder());
    return front;
  }

  /** The point from which hypervolumes are measured: a tenth of the range beyond the worst. */
  public static double[] reference(double[][] losses) {
    double[] reference = losses[0].clone();
    double[] best = losses[0].clone();
    for (double[] point : losses) {
      for (int i = 0; i < point.length; i++) {
        reference[i] = Math.max(reference[i], point[i]);
        best[i] = Math.min(best[i], point[i]);
      }
    }
    for (int i = 0; i < reference.length; i++) {
      double range = reference[i] - best[i];
      reference[i] += BEYOND * (range > 0 ? range : Math.max(1, Math.abs(reference[i])));
    }
    return reference;
  }

  /**
   * The volume of what these points dominate, up to {@code reference}; infinite where it is larger
   * than any number.
   */
  public static double hypervolume(List<double[]> points, double[] reference) {
    double[] ranges = ranges(points, reference);
    double volume = volume(scaled(points, reference, ranges), new double[reference.length]);
    for (double range : ranges) {
      volume *= range;
    }
    return volume;
  }

  /**
   * The points so that {@code reference} comes to lie at 0 and the best of each loss at -1:
   * products of losses far from 1 would overflow or vanish.
   */
  private static List<double[]> scaled(List<double[]> points, double[] reference, double[] ranges) {
    List<double[]> scaled = new ArrayList<>();
    for (double[] point : points) {
      double[] unit = new double[point.length];
      for (int i = 0; i < unit.length; i++) {
        unit[i] = ranges[i] > 0 ? (point[i] - reference[i]) / ranges[i] : 0;
      }
      scaled.add(unit);
    }
    return scaled;
  }

  /** How far the best of each loss lies below {@code reference}, 0 where none does. */
  private static double[] ranges(List<double[]> points, double[] reference) {
    double[] ranges = new double[reference.length];
    for (double[] point : points) {
      for (int i = 0; i < ranges.length; i++) {
        ranges[i] = Math.max(ranges[i], reference[i] - point[i]);
      }
    }
    return ranges;
  }

  private static double volume(List<double[]> points, double[] reference) {
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Arrays::compare);
    double volume = 0;
    for (int i = 0; i < sorted.size(); i++) {
      volume += exclusive(sorted.get(i), sorted.subList(i + 1, sorted.size()), reference);
    }
    return volume;
  }

  /** The volume of what {@code point} dominates and none of {@code others} does. */
  static double exclusive(double[] point, List<double[]> others, double[] reference) {
    double volume = 1;
    for (int i = 0; i < point.length; i++) {
      volume *= Math.max(0, reference[i] - point[i]);
    }
    if (volume == 0 || others.isEmpty()) {
      return volume;
    }
    List<double[]> limited = new ArrayList<>();
    for (double[] other : others) {
      double[] worse = new double[point.length];
      for (int i = 0; i < worse.length; i++) {
        worse[i] = Math.max(point[i], other[i]);
      }
      if (limited.stream().noneMatch(before -> covers(before, worse))) {
        limited.removeIf(before -> dominates(worse, before));
        limited.add(worse);
      }
    }
    return volume - volume(limited, reference);
  }

  private static boolean covers(double[] a, double[] b) {
    return Arrays.equals(a, b) || dominates(a, b);
  }

  /**
   * The {@code count} best points: front after front, and of the front that does not fit as a whole
   * those that add most to the hypervolume, one by one; ties to the lower index.
   *
   * @return indexes into {@code losses}, the best first
   */
  public static int[] best(double[][] losses, int count) {
    List<Integer> best = new ArrayList<>();
    for (List<Integer> front : fronts(losses, count)) {
      best.addAll(
          front.size() <= count - best.size() ? front : spread(losses, front, count - best.size()));
    }
    return best.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Integer> spread(double[][] losses, List<Integer> front, int count) {
    List<double[]> among = front.stream().map(index -> losses[index]).toList();
    double[] reference = reference(among.toArray(double[][]::new));
    List<double[]> left = scaled(among, reference, ranges(among, reference));
    List<Integer> indexes = new ArrayList<>(front);
    List<Integer> chosen = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    double[] corner = new double[reference.length];
    while (chosen.size() < count) {
      int most = 0;
      double volume = -1;
      for (int i = 0; i < left.size(); i++) {
        double added = exclusive(left.get(i), points, corner);
        if (added > volume) {
          most = i;
          volume = added;
        }
      }
      points.add(left.remove(most));
      chosen.add(indexes.remove(most));
    }
    return chosen;
  }
}
