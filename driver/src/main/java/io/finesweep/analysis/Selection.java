package io.finesweep.analysis;

import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Objective;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.Vote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Choices among candidates by some of their folds: the mean loss over these is what counts. */
final class Selection {

  private final List<Candidate> candidates;
  private final Objective objective;
  private final Metric metric;
  private final int[] folds;

  /**
   * @param seen which folds may be looked at
   */
  Selection(List<Candidate> candidates, Objective objective, IntPredicate seen) {
    this.candidates = candidates;
    this.objective = objective;
    this.metric =
        Metrics.named(objective.metric())
            .orElseThrow(
                () -> new IllegalArgumentException("No metric '" + objective.metric() + "'."));
    this.folds = IntStream.range(0, candidates.get(0).folds().size()).filter(seen).toArray();
  }

  /**
   * Candidates by index, one vote after another: each is the one that makes the mean of all so far
   * best, ties to the first; cut after the vote with which it was best.
   */
  List<Integer> greedy(Ensemble.Size size) {
    Sums sums = new Sums();
    List<Integer> chosen = new ArrayList<>();
    Set<Integer> members = new HashSet<>();
    int best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step < size.steps(); step++) {
      boolean full = members.size() >= size.members();
      double[] losses =
          IntStream.range(0, candidates.size())
              .parallel()
              .mapToDouble(i -> full && !members.contains(i) ? Double.NaN : sums.lossWith(i))
              .toArray();
      int next = least(losses);
      sums.add(next);
      members.add(next);
      chosen.add(next);
      if (losses[next] < least) {
        least = losses[next];
        best = chosen.size();
      }
    }
    return List.copyOf(chosen.subList(0, best));
  }

  /** The mean loss of the mean of these candidates, which may stand there several times. */
  double loss(List<Integer> chosen) {
    Sums sums = new Sums();
    chosen.subList(1, chosen.size()).forEach(sums::add);
    return sums.lossWith(chosen.get(0));
  }

  private static int least(double[] losses) {
    int least = -1;
    for (int i = 0; i < losses.length; i++) {
      if (!Double.isNaN(losses[i]) && (least < 0 || losses[i] < losses[least])) {
        least = i;
      }
    }
    return Math.max(0, least);
  }

  /** What was chosen so far, added up. */
  private final class Sums {

    private final double[][][] sums = new double[folds.length][][];
    private int votes;

    Sums() {
      for (int i = 0; i < folds.length; i++) {
        double[][] values = Vote.values(candidates.get(0).fold(folds[i]));
        sums[i] = new double[values.length][values.length == 0 ? 0 : values[0].length];
      }
    }

    void add(int candidate) {
      votes++;
      for (int i = 0; i < folds.length; i++) {
        double[][] values = Vote.values(candidates.get(candidate).fold(folds[i]));
        for (int row = 0; row < values.length; row++) {
          for (int column = 0; column < values[row].length; column++) {
            sums[i][row][column] += values[row][column];
          }
        }
      }
    }

    /** The mean loss with one more vote for {@code candidate}; NaN where it is not defined. */
    double lossWith(int candidate) {
      double loss = 0;
      for (int i = 0; i < folds.length; i++) {
        Predictions own = candidates.get(candidate).fold(folds[i]);
        OptionalDouble value = metric.of(mean(own, sums[i]));
        loss += value.isPresent() ? objective.goal().loss(value.getAsDouble()) : Double.NaN;
      }
      return loss / folds.length;
    }

    private Predictions mean(Predictions own, double[][] sum) {
      double[][] values = Vote.values(own);
      double[][] means = new double[values.length][];
      for (int row = 0; row < values.length; row++) {
        means[row] = new double[values[row].length];
        for (int column = 0; column < means[row].length; column++) {
          means[row][column] = (sum[row][column] + values[row][column]) / (votes + 1);
        }
      }
      return Vote.with(own, means);
    }
  }
}
