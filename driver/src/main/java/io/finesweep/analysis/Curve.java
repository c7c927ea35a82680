package io.finesweep.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a score tells some rows from others, over all thresholds.
 *
 * @param points from the strictest threshold to the loosest; rows of one score are one point
 * @param area under it
 */
public record Curve(List<Point> points, double area) {

  public Curve {
    points = List.copyOf(points);
  }

  /** A point of the curve, both shares. */
  public record Point(double x, double y) {}

  /** How many rows lie at or above a threshold. */
  private record Counts(int hits, int alarms) {}

  /**
   * The receiver operating characteristic: hits over false alarms, each as a share of what there
   * is. The area is the probability that a positive scores above a negative.
   *
   * @param positive which rows are to be found; at least one is and one is not
   */
  public static Curve roc(double[] scores, boolean[] positive) {
    List<Counts> counts = counts(scores, positive);
    Counts all = counts.get(counts.size() - 1);
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0));
    double area = 0;
    for (Counts at : counts) {
      Point last = points.get(points.size() - 1);
      Point next = new Point((double) at.alarms() / all.alarms(), (double) at.hits() / all.hits());
      area += (next.x() - last.x()) * (next.y() + last.y()) / 2;
      points.add(next);
    }
    return new Curve(points, area);
  }

  /**
   * Precision over recall. The area is the average precision: the sum of precision times the gain
   * in recall, without interpolation (Davis and Goadrich, The relationship between precision-recall
   * and ROC curves, 2006).
   *
   * @param positive which rows are to be found; at least one is
   */
  public static Curve precisionRecall(double[] scores, boolean[] positive) {
    List<Counts> counts = counts(scores, positive);
    Counts all = counts.get(counts.size() - 1);
    List<Point> points = new ArrayList<>();
    double area = 0;
    double recall = 0;
    for (Counts at : counts) {
      double precision = (double) at.hits() / (at.hits() + at.alarms());
      Point next = new Point((double) at.hits() / all.hits(), precision);
      area += (next.x() - recall) * precision;
      recall = next.x();
      points.add(next);
    }
    return new Curve(points, area);
  }

  private static List<Counts> counts(double[] scores, boolean[] positive) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> scores[row]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    List<Counts> counts = new ArrayList<>();
    int hits = 0;
    int alarms = 0;
    for (int i = 0; i < order.length; i++) {
      hits += positive[order[i]] ? 1 : 0;
      alarms += positive[order[i]] ? 0 : 1;
      if (i + 1 == order.length || scores[order[i]] != scores[order[i + 1]]) {
        counts.add(new Counts(hits, alarms));
      }
    }
    return counts;
  }

  /** The same with at most about so many points, evenly spread over its length. */
  public Curve thinned(int most) {
    if (points.size() <= most) {
      return this;
    }
    List<Point> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(points.get((int) ((long) i * (points.size() - 1) / (most - 1))));
    }
    return new Curve(some, area);
  }
}
