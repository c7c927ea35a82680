package io.finesweep.sampler;

import io.finesweep.sampler.Axis.Kind;
import io.finesweep.space.Parameter.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Builds the kernels of some trials along one axis. Around a number it is a normal distribution,
 * truncated to [0, 1], as wide as the larger gap to a neighbour among these trials. It is at least
 * 1 / min(100, f n + 2) wide, n being all trials that have the parameter and f the share of them
 * that counts: the more is known, the finer may the search be where the best ones lie close; and at
 * least half a cell, so that it tells of its neighbours. Around an option it is the option itself
 * and 1 / (k + 1) of each, k being those of these trials that have one. The prior is a normal
 * distribution as wide as the range, or equal shares.
 */
final class Kernels {

  private static final double CENTER = 0.5;
  private static final double WIDTH = 1;
  private static final int FINEST = 100;
  private static final double OF_CELL = WIDTH / 2;

  /** As wide as a kernel is at least, however many trials there are. */
  private static final double FINEST_WIDTH = WIDTH / FINEST;

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final Points points;
  private final int axis;
  private final int[] kernel;
  private final double fineness;
  private final Along along;

  /**
   * Kernels along {@code axis}.
   *
   * @param kernel the kernel of each trial, -1 where it has none
   * @param count of kernels, the prior's the last
   * @param fineness the share of all trials that counts when kernels become narrower
   */
  Kernels(Points points, int axis, int[] kernel, int count, double fineness) {
    this.points = points;
    this.axis = axis;
    this.kernel = kernel;
    this.fineness = fineness;
    Axis chosen = points.axes()[axis];
    this.along = new Along(chosen, count);
    if (chosen.isNominal()) {
      buildOptions();
    } else {
      buildNumbers();
    }
  }

  Along along() {
    return along;
  }

  private void buildOptions() {
    int[] cells = points.cells(axis);
    int having = 0;
    for (int trial = 0; trial < kernel.length; trial++) {
      if (kernel[trial] >= 0 && cells[trial] >= 0) {
        along.classes[kernel[trial]] = 1 + cells[trial];
        having++;
      }
    }
    along.nominal(having);
  }

  private void buildNumbers() {
    int[] order = points.order(axis);
    double[] coordinates = points.coordinates(axis);
    double least = least();
    boolean filled = points.axes()[axis].kind() == Kind.CONTINUOUS && least == FINEST_WIDTH;
    if (filled) {
      // In the order of trials, as memory has them: most kernels stay so narrow.
      along.fill(kernel, coordinates, points.norms(axis));
    }
    int latest = -1;
    double before = Double.NaN;
    for (int i = 0; i < points.active(axis); i++) {
      int trial = order[i];
      if (kernel[trial] < 0) {
        continue;
      }
      if (latest >= 0) {
        double gap = coordinates[trial] - coordinates[latest];
        add(latest, before, gap, least, filled);
        before = gap;
      }
      latest = trial;
    }
    if (latest >= 0) {
      add(latest, before, Double.NaN, least, filled);
    }
  }

  /**
   * Adds a trial's kernel, unless it is among the narrowest and these are there already.
   *
   * @param before how far its neighbours are, NaN where there is none
   */
  private void add(int trial, double before, double after, double least, boolean filled) {
    double gap =
        Double.isNaN(before) ? after : Double.isNaN(after) ? before : Math.max(before, after);
    if (filled && gap <= least) {
      return;
    }
    double center = points.coordinates(axis)[trial];
    double width =
        Double.isNaN(gap)
            ? Math.max(center, WIDTH - center)
            : Math.min(Math.max(gap, least), WIDTH);
    along.number(kernel[trial], center, width);
  }

  private double least() {
    double least = WIDTH / Math.min(FINEST, fineness * points.active(axis) + 2);
    Axis chosen = points.axes()[axis];
    return chosen.isCut() ? Math.max(least, OF_CELL / chosen.cells().length) : least;
  }

  /** The logarithm of the normaliser of a kernel that is as narrow as any. */
  static double finestNorm(double center) {
    return norm(center, FINEST_WIDTH);
  }

  private static double norm(double center, double width) {
    double norm = -Math.log(width) - HALF_LOG_TWO_PI;
    // An end that is more than six widths away cuts nothing off.
    boolean low = center < 6 * width;
    boolean high = 1 - center < 6 * width;
    if (low && high) {
      return norm - Math.log(Normal.between(-center / width, (1 - center) / width));
    } else if (low || high) {
      return norm - Math.log(Normal.cumulative((low ? center : 1 - center) / width));
    }
    return norm;
  }

  /**
   * Kernels along one axis: for a continuous one centre, inverse width and logarithm of the
   * normaliser of each; for one that is cut the class of each, kernels of one class being equal.
   */
  static final class Along {
    private final Axis axis;
    private final double[] centers;
    private final double[] inverses;
    private final double[] norms;
    private final int[] classes;
    private final List<Mass> masses = new ArrayList<>();
    private final double[][] columns;
    private double other;

    Along(Axis axis, int count) {
      this.axis = axis;
      boolean cut = axis.isCut();
      this.centers = new double[cut ? 0 : count];
      this.inverses = new double[cut ? 0 : count];
      this.norms = new double[cut ? 0 : count];
      this.classes = new int[cut ? count : 0];
      this.columns = new double[axis.cells().length][];
      masses.add(new Mass(CENTER, WIDTH));
      if (!cut) {
        Arrays.fill(centers, CENTER);
        Arrays.fill(inverses, 1 / WIDTH);
        Arrays.fill(norms, norm(CENTER, WIDTH));
      }
    }

    /** A class of kernels of an axis that is cut: around a number, or around an option. */
    private record Mass(double center, double width) {}

    double[] centers() {
      return centers;
    }

    double[] inverses() {
      return inverses;
    }

    double[] norms() {
      return norms;
    }

    int[] classes() {
      return classes;
    }

    /** Makes one class of each option; {@code having} kernels have one. */
    private void nominal(int having) {
      other = 1.0 / (having + 1);
      for (Share option : axis.cells()) {
        masses.add(new Mass(option.middle(), 0));
      }
    }

    /** Kernels of all trials that have one and a coordinate, as narrow as any. */
    private void fill(int[] kernel, double[] coordinates, double[] finest) {
      for (int trial = 0; trial < kernel.length; trial++) {
        if (kernel[trial] >= 0 && !Double.isNaN(coordinates[trial])) {
          centers[kernel[trial]] = coordinates[trial];
          inverses[kernel[trial]] = 1 / FINEST_WIDTH;
          norms[kernel[trial]] = finest[trial];
        }
      }
    }

    private void number(int kernel, double center, double width) {
      if (axis.kind() == Kind.CONTINUOUS) {
        centers[kernel] = center;
        inverses[kernel] = 1 / width;
        norms[kernel] = norm(center, width);
        return;
      }
      // Equal ones follow each other, for they come in order.
      Mass mass = new Mass(center, width);
      if (masses.size() == 1 || !masses.get(masses.size() - 1).equals(mass)) {
        masses.add(mass);
      }
      classes[kernel] = masses.size() - 1;
    }

    /** The logarithm of the mass in a cell, by class. */
    double[] column(int cell) {
      if (columns[cell] == null) {
        double[] column = new double[masses.size()];
        for (int i = 0; i < column.length; i++) {
          column[i] = Math.log(Math.max(mass(i, cell), Double.MIN_NORMAL));
        }
        columns[cell] = column;
      }
      return columns[cell];
    }

    private double mass(int index, int cell) {
      if (axis.isNominal()) {
        int options = axis.cells().length;
        double own = index == cell + 1 ? 1 : 0;
        return index == 0 ? 1.0 / options : (own + other) / (1 + options * other);
      }
      Mass mass = masses.get(index);
      Share share = axis.cells()[cell];
      return between(share.from(), share.to(), mass) / between(0, 1, mass);
    }

    private static double between(double from, double to, Mass mass) {
      return Normal.between((from - mass.center) / mass.width, (to - mass.center) / mass.width);
    }

    /** A coordinate drawn from a kernel. */
    double draw(int kernel, RandomGenerator random) {
      if (axis.isNominal()) {
        return drawOption(classes[kernel], random);
      }
      double center = axis.isCut() ? masses.get(classes[kernel]).center : centers[kernel];
      double width = axis.isCut() ? masses.get(classes[kernel]).width : 1 / inverses[kernel];
      double drawn = center + width * random.nextGaussian();
      while (drawn < 0 || drawn >= 1) {
        drawn = center + width * random.nextGaussian();
      }
      return drawn;
    }

    private double drawOption(int index, RandomGenerator random) {
      double left = random.nextDouble();
      int option = 0;
      while (option < axis.cells().length - 1 && left >= mass(index, option)) {
        left -= mass(index, option);
        option++;
      }
      return axis.cells()[option].middle();
    }
  }
}
