package io.finesweep.analysis;

import io.finesweep.space.Parameter;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How differently the best trials and all trials spread over one parameter: the Pearson divergence
 * of {@link Importance}. A numeric parameter's unit range is cut into 50 cells and smoothed with a
 * Gaussian kernel of Scott's bandwidth; both densities get that of the best, so that nowhere the
 * one is out of proportion to the other.
 *
 * @param byChance what as many trials drawn at random come to at most in 19 of 20 draws
 * @param active in how many trials the parameter was active
 */
record Divergence(double value, double byChance, int active) {

  private static final int CELLS = 50;
  private static final int DRAWS = 200;

  /** The divergence of {@code parameter}, whose points are sorted, the best {@code top} first. */
  static Divergence of(Parameter parameter, List<Configuration> points, int top) {
    int[] cells = new int[points.size()];
    for (int i = 0; i < cells.length; i++) {
      Optional<Value> value = points.get(i).value(parameter.path());
      cells[i] = value.map(v -> cell(parameter, v)).orElse(-1);
    }
    int active = (int) Arrays.stream(cells).filter(cell -> cell >= 0).count();
    Cells all = new Cells(cells, count(parameter), parameter instanceof Parameter.Choice);
    double[] byChance = new double[DRAWS];
    RandomGenerator random = Seeds.generator(parameter.path().hashCode());
    for (int draw = 0; draw < DRAWS; draw++) {
      byChance[draw] = all.withRandomFirst(top, random).divergence(top);
    }
    Arrays.sort(byChance);
    return new Divergence(all.divergence(top), byChance[DRAWS * 19 / 20 - 1], active);
  }

  private static int count(Parameter parameter) {
    return (int) Math.min(parameter.cardinality(), CELLS);
  }

  private static int cell(Parameter parameter, Value value) {
    int count = count(parameter);
    return Math.min((int) (parameter.unit(value) * count), count - 1);
  }

  /** The cell of each trial, -1 where the parameter was not active. */
  private record Cells(int[] of, int count, boolean apart) {

    /** The same with {@code top} drawn ones in front (Fisher and Yates). */
    Cells withRandomFirst(int top, RandomGenerator random) {
      int[] drawn = of.clone();
      for (int i = 0; i < top; i++) {
        int other = random.nextInt(i, drawn.length);
        int swapped = drawn[i];
        drawn[i] = drawn[other];
        drawn[other] = swapped;
      }
      return new Cells(drawn, count, apart);
    }

    double divergence(int top) {
      double[] best = histogram(top);
      double[] all = histogram(of.length);
      double inBest = Arrays.stream(best).sum();
      double inAll = Arrays.stream(all).sum();
      if (inBest == 0 || inAll == 0) {
        return 0;
      }
      double[] kernel = kernel(best, inBest);
      double[] p = smoothed(best, kernel);
      double[] q = smoothed(all, kernel);
      double sum = 0;
      for (int cell = 0; cell < count; cell++) {
        if (q[cell] > 0) {
          double ratio = p[cell] / q[cell] - 1;
          sum += q[cell] * ratio * ratio;
        }
      }
      double alpha = inBest / top;
      double beta = inAll / of.length;
      return sum * alpha * alpha / beta;
    }

    private double[] histogram(int first) {
      double[] histogram = new double[count];
      for (int i = 0; i < first; i++) {
        if (of[i] >= 0) {
          histogram[of[i]]++;
        }
      }
      return histogram;
    }

    /** The weights at a distance of 0, 1, … cells. */
    private double[] kernel(double[] histogram, double n) {
      double[] weights = new double[count];
      weights[0] = 1;
      double width = bandwidth(histogram, n);
      if (!apart && width > 0) {
        for (int distance = 0; distance < count; distance++) {
          double z = distance / width;
          weights[distance] = Math.exp(-z * z / 2);
        }
      }
      return weights;
    }

    /** Scott's rule, in cells: σ n^(-1/5), at least half a cell. */
    private static double bandwidth(double[] histogram, double n) {
      double mean = 0;
      for (int cell = 0; cell < histogram.length; cell++) {
        mean += cell * histogram[cell] / n;
      }
      double variance = 0;
      for (int cell = 0; cell < histogram.length; cell++) {
        variance += (cell - mean) * (cell - mean) * histogram[cell] / n;
      }
      return Math.max(0.5, Math.sqrt(variance) * Math.pow(n, -0.2));
    }

    private double[] smoothed(double[] histogram, double[] kernel) {
      double[] density = new double[count];
      double sum = 0;
      for (int to = 0; to < count; to++) {
        for (int from = 0; from < count; from++) {
          density[to] += histogram[from] * kernel[Math.abs(to - from)];
        }
        sum += density[to];
      }
      for (int cell = 0; cell < count; cell++) {
        density[cell] /= sum;
      }
      return density;
    }
  }
}
