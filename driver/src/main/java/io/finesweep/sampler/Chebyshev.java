package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.history.LossTable;
import io.finesweep.history.Pareto;
import io.finesweep.history.TrialLosses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes one loss of several, another one for each trial: the augmented Chebyshev function with
 * weights drawn for it (Knowles, ParEGO: A Hybrid Algorithm with On-Line Landscape Approximation
 * for Expensive Multiobjective Optimization Problems, 2006, equation 2). Each draw looks at another
 * part of the front, so that what runs at the same time spreads along it. Losses are counted from
 * the best of each objective in widths of the front, so that weights are comparable.
 */
final class Chebyshev {

  private static final double AUGMENTATION = 0.05;

  private final List<LossTable> tables = new ArrayList<>();

  /** What the trials came to, seen with weights drawn by {@code random}. */
  Observations observations(History history, int fewest, RandomGenerator random) {
    List<Observations> objectives = new ArrayList<>();
    for (int objective = 0; objective < history.terms().objectives().size(); objective++) {
      if (tables.size() == objective) {
        tables.add(new LossTable(objective));
      }
      objectives.add(Observations.of(history, tables.get(objective), fewest));
    }
    return combined(objectives, weights(objectives.size(), random));
  }

  /** Uniform among those that add up to 1. */
  private static double[] weights(int count, RandomGenerator random) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextExponential();
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  private static Observations combined(List<Observations> objectives, double[] weights) {
    TrialLosses.Outcome[] outcomes = objectives.get(0).outcomes();
    int trials = outcomes.length;
    double[][] points = new double[trials][objectives.size()];
    List<double[]> sound = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      for (int objective = 0; objective < weights.length; objective++) {
        points[trial][objective] = objectives.get(objective).losses()[trial];
      }
      if (isMeasured(points[trial]) && outcomes[trial] == TrialLosses.Outcome.SOUND) {
        sound.add(points[trial]);
      }
    }
    Scale scale = Scale.of(sound.toArray(double[][]::new), weights);
    double[] losses = new double[trials];
    double[] variances = new double[trials];
    int usable = 0;
    for (int trial = 0; trial < trials; trial++) {
      losses[trial] = Double.NaN;
      if (isMeasured(points[trial])) {
        double[] slopes = new double[weights.length];
        losses[trial] = scale.loss(points[trial], slopes);
        for (int objective = 0; objective < weights.length; objective++) {
          double slope = slopes[objective];
          variances[trial] += slope * slope * objectives.get(objective).variances()[trial];
        }
        usable++;
      }
    }
    return new Observations(losses, variances, outcomes, usable);
  }

  private static boolean isMeasured(double[] point) {
    return Arrays.stream(point).noneMatch(Double::isNaN);
  }

  /**
   * The function with its weights.
   *
   * @param ideal the best of each objective
   * @param width from there to the worst of each on the front
   */
  private record Scale(double[] ideal, double[] width, double[] weights) {

    static Scale of(double[][] points, double[] weights) {
      double[] ideal = new double[weights.length];
      double[] width = new double[weights.length];
      Arrays.fill(width, 1);
      if (points.length > 0) {
        List<Integer> front = Pareto.fronts(points, 1).get(0);
        for (int j = 0; j < weights.length; j++) {
          int objective = j;
          double[] all = Arrays.stream(points).mapToDouble(point -> point[objective]).toArray();
          double worst = front.stream().mapToDouble(i -> all[i]).max().orElseThrow();
          ideal[j] = Arrays.stream(all).min().orElseThrow();
          double most = Arrays.stream(all).max().orElseThrow();
          // A front of one point has no width.
          double length = worst > ideal[j] ? worst - ideal[j] : most - ideal[j];
          width[j] = length > 0 ? length : 1;
        }
      }
      return new Scale(ideal, width, weights);
    }

    /** The loss of a point; puts its derivatives by the point's losses into {@code slopes}. */
    double loss(double[] point, double[] slopes) {
      double sum = 0;
      int worst = 0;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < point.length; j++) {
        double weighted = weights[j] * (point[j] - ideal[j]) / width[j];
        slopes[j] = AUGMENTATION * weights[j] / width[j];
        sum += weighted;
        if (weighted > greatest) {
          greatest = weighted;
          worst = j;
        }
      }
      slopes[worst] += weights[worst] / width[worst];
      return greatest + AUGMENTATION * sum;
    }
  }
}
