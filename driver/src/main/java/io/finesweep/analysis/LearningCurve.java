package io.finesweep.analysis;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one trial learned.
 *
 * @param points epochs ascending
 */
public record LearningCurve(int trial, List<Point> points) {

  public LearningCurve {
    points = List.copyOf(points);
  }

  /**
   * One epoch, the mean over the folds that saw it.
   *
   * @param value of the metric on the validation parts; NaN where it was not defined
   * @param loss of training
   * @param folds how many
   */
  public record Point(int epoch, double value, double loss, int folds) {}

  /** The curves of these trials by {@code metric}; trials without epochs have none. */
  public static List<LearningCurve> of(
      Iterable<Recorded> events, Collection<Integer> trials, String metric) {
    Map<Integer, SortedMap<Integer, SortedMap<Integer, EpochScore>>> seen = new TreeMap<>();
    for (int trial : trials) {
      seen.put(trial, new TreeMap<>());
    }
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Event.Finished finished) {
        SortedMap<Integer, SortedMap<Integer, EpochScore>> byEpoch =
            seen.get(finished.run().trial());
        if (byEpoch != null) {
          for (EpochScore score : epochs(finished.result())) {
            byEpoch
                .computeIfAbsent(score.epoch(), epoch -> new TreeMap<>())
                .put(finished.run().fold(), score);
          }
        }
      }
    }
    List<LearningCurve> curves = new ArrayList<>();
    for (int trial : trials) {
      List<Point> points = new ArrayList<>();
      seen.getOrDefault(trial, new TreeMap<>())
          .forEach((epoch, scores) -> points.add(point(epoch, scores.values(), metric)));
      if (!points.isEmpty()) {
        curves.add(new LearningCurve(trial, points));
      }
    }
    return curves;
  }

  private static List<EpochScore> epochs(FoldResult result) {
    if (result instanceof FoldResult.Scored scored) {
      return scored.epochs();
    }
    return result instanceof FoldResult.Diverged diverged ? diverged.epochs() : List.of();
  }

  private static Point point(int epoch, Collection<EpochScore> scores, String metric) {
    double value = 0;
    double loss = 0;
    for (EpochScore score : scores) {
      value += score.metrics().getOrDefault(metric, Double.NaN);
      loss += score.trainingLoss();
    }
    return new Point(epoch, value / scores.size(), loss / scores.size(), scores.size());
  }
}
