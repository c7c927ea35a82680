package io.finesweep.sampler;

import io.finesweep.sampler.Kernels.Along;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A density over the points of a space, conditional ones included: a mixture of one kernel around
 * each of some trials and one of the prior, which weighs 1. The kernel of a trial is the product of
 * its kernels along the axes of its active parameters; where a trial lacks a parameter the prior
 * stands in, so that all probabilities still add up to 1. After Bergstra et al., Algorithms for
 * Hyper-Parameter Optimization, 2011, and Falkner et al., BOHB, 2018 (kernels over all axes
 * jointly).
 */
final class Mixture {

  /** Terms whose logarithm is so much below the greatest are left out of sums. */
  private static final double NEGLIGIBLE = 40;

  private final Axis[] axes;
  private final Along[] along;
  private final int kernels;
  private final double[] weights;
  private final double total;
  private final Map<BitSet, Pattern> patterns = new HashMap<>();
  private final double[] terms;
  private final int[] alive;

  /**
   * The mixture of the trials of {@code points} that have a weight.
   *
   * @param trials the weights by trial; those with 0 are left out
   * @param fineness as {@link Kernels} take it
   */
  Mixture(Points points, double[] trials, double fineness) {
    this.axes = points.axes();
    int[] kernel = new int[points.size()];
    double[] found = new double[kernel.length + 1];
    int count = 0;
    for (int trial = 0; trial < kernel.length; trial++) {
      kernel[trial] = trials[trial] > 0 ? count : -1;
      if (trials[trial] > 0) {
        found[count++] = trials[trial];
      }
    }
    found[count++] = 1;
    this.weights = Arrays.copyOf(found, count);
    this.total = Arrays.stream(weights).sum();
    this.kernels = count;
    this.along = new Along[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      along[axis] = new Kernels(points, axis, kernel, kernels, fineness).along();
    }
    this.terms = new double[kernels];
    this.alive = new int[kernels];
  }

  /** What the density at points with the same active parameters has in common. */
  private record Pattern(int[] continuous, int[] cut, double[] constants) {}

  /** Coordinates, one for each axis; those of parameters that turn out inactive mean nothing. */
  double[] draw(RandomGenerator random) {
    double left = random.nextDouble() * total;
    int kernel = 0;
    while (kernel < kernels - 1 && left >= weights[kernel]) {
      left -= weights[kernel++];
    }
    double[] point = new double[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      point[axis] = along[axis].draw(kernel, random);
    }
    return point;
  }

  /** The logarithm of the density at {@code point}, NaN where a parameter is not active. */
  double logDensity(double[] point) {
    Pattern pattern = patterns.computeIfAbsent(active(point), this::pattern);
    System.arraycopy(pattern.constants, 0, terms, 0, kernels);
    int from = 0;
    if (pattern.continuous.length > 0) {
      addEverywhere(along[pattern.continuous[0]], point[pattern.continuous[0]]);
      from = 1;
    }
    // The prior, and the kernel that is nearest so far, bound the greatest term from below.
    double bound = whole(kernels - 1, pattern, from, point);
    bound = Math.max(bound, whole(nearest(), pattern, from, point)) - NEGLIGIBLE;
    int count = keepAbove(bound);
    for (int i = from; i < pattern.continuous.length; i++) {
      int axis = pattern.continuous[i];
      count = addWhereAlive(along[axis], point[axis], count, bound);
    }
    for (int axis : pattern.cut) {
      count =
          addMasses(along[axis].column(axes[axis].cell(point[axis])), along[axis], count, bound);
    }
    return logSum(count) - Math.log(total);
  }

  /** The logarithm of one kernel's weighted density at {@code point}; the prior's is the last. */
  double logKernel(int kernel, double[] point) {
    Pattern pattern = pattern(active(point));
    terms[kernel] = pattern.constants[kernel];
    return whole(kernel, pattern, 0, point);
  }

  private static BitSet active(double[] point) {
    BitSet active = new BitSet(point.length);
    for (int axis = 0; axis < point.length; axis++) {
      active.set(axis, !Double.isNaN(point[axis]));
    }
    return active;
  }

  private void addEverywhere(Along axis, double coordinate) {
    double[] centers = axis.centers();
    double[] inverses = axis.inverses();
    for (int kernel = 0; kernel < kernels; kernel++) {
      double z = (coordinate - centers[kernel]) * inverses[kernel];
      terms[kernel] -= 0.5 * z * z;
    }
  }

  private int nearest() {
    int nearest = 0;
    for (int kernel = 1; kernel < kernels; kernel++) {
      nearest = terms[kernel] > terms[nearest] ? kernel : nearest;
    }
    return nearest;
  }

  /** One kernel's term, the continuous axes before {@code from} being in it already. */
  private double whole(int kernel, Pattern pattern, int from, double[] point) {
    double term = terms[kernel];
    for (int i = from; i < pattern.continuous.length; i++) {
      Along axis = along[pattern.continuous[i]];
      double coordinate = point[pattern.continuous[i]];
      double z = (coordinate - axis.centers()[kernel]) * axis.inverses()[kernel];
      term -= 0.5 * z * z;
    }
    for (int axis : pattern.cut) {
      term += along[axis].column(axes[axis].cell(point[axis]))[along[axis].classes()[kernel]];
    }
    return term;
  }

  private int keepAbove(double bound) {
    int count = 0;
    for (int kernel = 0; kernel < kernels; kernel++) {
      alive[count] = kernel;
      count += terms[kernel] >= bound ? 1 : 0;
    }
    return count;
  }

  private int addWhereAlive(Along axis, double coordinate, int count, double bound) {
    double[] centers = axis.centers();
    double[] inverses = axis.inverses();
    int left = 0;
    for (int i = 0; i < count; i++) {
      int kernel = alive[i];
      double z = (coordinate - centers[kernel]) * inverses[kernel];
      double term = terms[kernel] - 0.5 * z * z;
      terms[kernel] = term;
      alive[left] = kernel;
      left += term >= bound ? 1 : 0;
    }
    return left;
  }

  private int addMasses(double[] column, Along axis, int count, double bound) {
    int[] classes = axis.classes();
    int left = 0;
    for (int i = 0; i < count; i++) {
      int kernel = alive[i];
      double term = terms[kernel] + column[classes[kernel]];
      terms[kernel] = term;
      alive[left] = kernel;
      left += term >= bound ? 1 : 0;
    }
    return left;
  }

  private double logSum(int count) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      greatest = Math.max(greatest, terms[alive[i]]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double below = terms[alive[i]] - greatest;
      sum += below > -NEGLIGIBLE ? Math.exp(below) : 0;
    }
    return greatest + Math.log(sum);
  }

  private Pattern pattern(BitSet active) {
    int[] continuous = active.stream().filter(axis -> !axes[axis].isCut()).toArray();
    int[] cut = active.stream().filter(axis -> axes[axis].isCut()).toArray();
    double[] constants = new double[kernels];
    for (int kernel = 0; kernel < kernels; kernel++) {
      constants[kernel] = weights[kernel] == 1 ? 0 : Math.log(weights[kernel]);
    }
    for (int axis : continuous) {
      double[] norms = along[axis].norms();
      for (int kernel = 0; kernel < kernels; kernel++) {
        constants[kernel] += norms[kernel];
      }
    }
    return new Pattern(continuous, cut, constants);
  }
}
