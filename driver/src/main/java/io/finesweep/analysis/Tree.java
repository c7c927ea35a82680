package io.finesweep.analysis;

import io.finesweep.space.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A regression tree over {@link Binned} trials (Breiman et al., Classification and regression
 * trees, 1984), as the boxes that its leaves are. Options without an order are put into one drawn
 * for the tree, so that a cut parts them into any two sets.
 */
final class Tree {

  private static final int FEWEST_IN_LEAF = 3;
  private static final double TRIED = 5.0 / 6;

  private final Binned data;
  private final int[][] places;
  private final RandomGenerator random;
  private final List<Leaf> leaves = new ArrayList<>();

  private Tree(Binned data, RandomGenerator random) {
    this.data = data;
    this.random = random;
    this.places = new int[data.sizes().length][];
    for (int p = 0; p < places.length; p++) {
      places[p] = places(data.parameters().get(p), data.sizes()[p], random);
    }
  }

  /** A leaf: from {@code low} to {@code high}, both included, along each parameter. */
  private record Leaf(int[] low, int[] high, double value) {

    double width(int parameter, int size) {
      return (double) (high[parameter] - low[parameter] + 1) / size;
    }
  }

  /** A cut: up to {@code cell}, included, and beyond it. */
  private record Cut(int parameter, int cell, double gain) {}

  /** A tree grown from {@code rows}, which may stand there several times. */
  static Tree grown(Binned data, int[] rows, RandomGenerator random) {
    Tree tree = new Tree(data, random);
    int[] low = new int[data.sizes().length];
    int[] high = Arrays.stream(data.sizes()).map(size -> size - 1).toArray();
    tree.grow(rows, low, high);
    return tree;
  }

  private static int[] places(Parameter parameter, int size, RandomGenerator random) {
    int[] places = new int[size];
    Arrays.setAll(places, cell -> cell);
    if (parameter instanceof Parameter.Choice choice
        && choice.order() == Parameter.Order.NOMINAL
        && choice.options().size() == size) {
      for (int cell = size - 1; cell > 0; cell--) {
        int other = random.nextInt(cell + 1);
        int swapped = places[cell];
        places[cell] = places[other];
        places[other] = swapped;
      }
    }
    return places;
  }

  private int place(int row, int parameter) {
    return places[parameter][data.cells()[row][parameter]];
  }

  private void grow(int[] rows, int[] low, int[] high) {
    Cut best = best(rows, low, high);
    if (best.parameter < 0) {
      double sum = Arrays.stream(rows).mapToDouble(row -> data.values()[row]).sum();
      leaves.add(new Leaf(low, high, sum / rows.length));
      return;
    }
    int p = best.parameter;
    int end = best.cell;
    int[] lowerHigh = high.clone();
    lowerHigh[p] = end;
    int[] upperLow = low.clone();
    upperLow[p] = end + 1;
    grow(Arrays.stream(rows).filter(row -> place(row, p) <= end).toArray(), low, lowerHigh);
    grow(Arrays.stream(rows).filter(row -> place(row, p) > end).toArray(), upperLow, high);
  }

  /** The best cut along some parameters, drawn anew; along the others where these have none. */
  private Cut best(int[] rows, int[] low, int[] high) {
    Cut best = new Cut(-1, 0, 1e-12);
    Cut spare = best;
    for (int p = 0; p < low.length; p++) {
      boolean tried = random.nextDouble() < TRIED;
      Cut cut = cut(rows, p, low[p], high[p]);
      if (tried) {
        best = cut.gain > best.gain ? cut : best;
      } else {
        spare = cut.gain > spare.gain ? cut : spare;
      }
    }
    return best.parameter < 0 ? spare : best;
  }

  /** The cut along one parameter that lowers the squares around the means most. */
  private Cut cut(int[] rows, int parameter, int low, int high) {
    double[] sums = new double[high - low + 1];
    int[] counts = new int[high - low + 1];
    double all = 0;
    for (int row : rows) {
      int at = place(row, parameter) - low;
      sums[at] += data.values()[row];
      counts[at]++;
      all += data.values()[row];
    }
    Cut best = new Cut(-1, 0, 0);
    double sum = 0;
    int count = 0;
    for (int at = 0; at < sums.length - 1; at++) {
      sum += sums[at];
      count += counts[at];
      int rest = rows.length - count;
      if (count >= FEWEST_IN_LEAF && rest >= FEWEST_IN_LEAF && counts[at] > 0) {
        double gain =
            sum * sum / count + (all - sum) * (all - sum) / rest - all * all / rows.length;
        if (gain > best.gain) {
          best = new Cut(parameter, low + at, gain);
        }
      }
    }
    return best;
  }

  /** What the tree says of a trial. */
  double predict(int row) {
    for (Leaf leaf : leaves) {
      boolean inside = true;
      for (int p = 0; p < places.length && inside; p++) {
        int place = place(row, p);
        inside = place >= leaf.low[p] && place <= leaf.high[p];
      }
      if (inside) {
        return leaf.value;
      }
    }
    throw new IllegalStateException("The leaves of a tree cover its box.");
  }

  private double volume(Leaf leaf) {
    double volume = 1;
    for (int p = 0; p < places.length; p++) {
      volume *= leaf.width(p, data.sizes()[p]);
    }
    return volume;
  }

  /** The mean over the whole box, all points being equally likely. */
  double mean() {
    return leaves.stream().mapToDouble(leaf -> volume(leaf) * leaf.value).sum();
  }

  /** The variance over the whole box. */
  double variance() {
    double mean = mean();
    return leaves.stream()
        .mapToDouble(leaf -> volume(leaf) * (leaf.value - mean) * (leaf.value - mean))
        .sum();
  }

  /** The mean in each cell of a parameter over all values of the others. */
  double[] marginal(int parameter) {
    int size = data.sizes()[parameter];
    double[] steps = new double[size + 1];
    for (Leaf leaf : leaves) {
      double part = volume(leaf) / leaf.width(parameter, size) * leaf.value;
      steps[leaf.low[parameter]] += part;
      steps[leaf.high[parameter] + 1] -= part;
    }
    Arrays.parallelPrefix(steps, Double::sum);
    double[] cells = new double[size];
    for (int cell = 0; cell < size; cell++) {
      cells[cell] = steps[places[parameter][cell]];
    }
    return cells;
  }

  /** The mean in each cell of two parameters over all values of the others. */
  double[][] marginal(int first, int second) {
    int wide = data.sizes()[first];
    int tall = data.sizes()[second];
    double[][] steps = new double[wide + 1][tall + 1];
    for (Leaf leaf : leaves) {
      double part =
          volume(leaf) / (leaf.width(first, wide) * leaf.width(second, tall)) * leaf.value;
      steps[leaf.low[first]][leaf.low[second]] += part;
      steps[leaf.low[first]][leaf.high[second] + 1] -= part;
      steps[leaf.high[first] + 1][leaf.low[second]] -= part;
      steps[leaf.high[first] + 1][leaf.high[second] + 1] += part;
    }
    for (int i = 0; i <= wide; i++) {
      Arrays.parallelPrefix(steps[i], Double::sum);
      for (int j = 0; i > 0 && j <= tall; j++) {
        steps[i][j] += steps[i - 1][j];
      }
    }
    double[][] cells = new double[wide][tall];
    for (int i = 0; i < wide; i++) {
      for (int j = 0; j < tall; j++) {
        cells[i][j] = steps[places[first][i]][places[second][j]];
      }
    }
    return cells;
  }
}
