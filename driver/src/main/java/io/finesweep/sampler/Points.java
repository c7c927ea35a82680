package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.space.Parameter;
import io.finesweep.space.Parameter.Condition;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configurations of a history's trials in the coordinates of a space, and their order along
 * each axis. It remembers those that it has read; what it holds after {@link #read} depends on the
 * history alone.
 */
final class Points {

  private final Axis[] axes;
  private final Map<String, Integer> indexes = new HashMap<>();
  private double[][] coordinates;
  private double[][] norms;
  private int[][] cells;
  private int[][] orders;
  private final int[] active;
  private final int[] parents;
  private final int[] options;
  private int size;
  private @Nullable Configuration last;

  Points(SearchSpace space) {
    this.axes = space.parameters().stream().map(Axis::of).toArray(Axis[]::new);
    for (Axis axis : axes) {
      indexes.put(axis.parameter().path(), indexes.size());
    }
    this.parents = new int[axes.length];
    this.options = new int[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      Condition condition = axes[axis].parameter().condition();
      parents[axis] = condition == null ? -1 : indexes.getOrDefault(condition.parent(), -1);
      if (condition != null) {
        Axis parent = axes[parents[axis]];
        options[axis] = parent.cell(parent.coordinate(condition.option()));
      }
    }
    this.coordinates = new double[axes.length][16];
    this.norms = new double[axes.length][16];
    this.cells = new int[axes.length][16];
    this.orders = new int[axes.length][16];
    this.active = new int[axes.length];
  }

  Axis[] axes() {
    return axes;
  }

  int index(Parameter parameter) {
    return indexes.getOrDefault(parameter.path(), -1);
  }

  /** How many trials were read. */
  int size() {
    return size;
  }

  /** Along an axis, by trial; NaN where the parameter is not active. */
  double[] coordinates(int axis) {
    return coordinates[axis];
  }

  /** Along a continuous axis, by trial: the logarithm of its narrowest kernel's normaliser. */
  double[] norms(int axis) {
    return norms[axis];
  }

  /** Along an axis that is cut, by trial; -1 where the parameter is not active. */
  int[] cells(int axis) {
    return cells[axis];
  }

  /** The trials with a coordinate along an axis, ascending, ties by number. */
  int[] order(int axis) {
    return orders[axis];
  }

  /** How many trials have a coordinate along an axis. */
  int active(int axis) {
    return active[axis];
  }

  /** The coordinates of {@code point}, NaN where a parameter is not active. */
  double[] encoded(Configuration point) {
    double[] encoded = new double[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      encoded[axis] = axes[axis].coordinate(point.values().get(axes[axis].parameter().path()));
    }
    return encoded;
  }

  /**
   * Snaps coordinates to values, and makes those NaN whose parameter is not active beside the
   * others.
   */
  void settle(double[] point) {
    for (int axis = 0; axis < axes.length; axis++) {
      boolean active =
          parents[axis] < 0 || axes[parents[axis]].cell(point[parents[axis]]) == options[axis];
      point[axis] = active ? axes[axis].snapped(point[axis]) : Double.NaN;
    }
  }

  /** Holds the trials of {@code history} from now on. */
  @SuppressWarnings("ReferenceEquality") // Only if the same one is last are those before the same.
  void read(History history) {
    int trials = history.trials().size();
    if (size > trials || (size > 0 && history.trial(size - 1).configuration() != last)) {
      size = 0;
      Arrays.fill(active, 0);
    }
    if (size == trials) {
      return;
    }
    int before = size;
    reserve(trials);
    for (int number = before; number < trials; number++) {
      last = history.trial(number).configuration();
      add(encoded(last));
    }
    for (int axis = 0; axis < axes.length; axis++) {
      sort(axis, before);
    }
  }

  private void reserve(int trials) {
    for (int axis = 0; axis < axes.length && trials > coordinates[axis].length; axis++) {
      int length = trials + trials / 2;
      coordinates[axis] = Arrays.copyOf(coordinates[axis], length);
      norms[axis] = Arrays.copyOf(norms[axis], length);
      cells[axis] = Arrays.copyOf(cells[axis], length);
      orders[axis] = Arrays.copyOf(orders[axis], length);
    }
  }

  private void add(double[] point) {
    for (int axis = 0; axis < axes.length; axis++) {
      coordinates[axis][size] = point[axis];
      norms[axis][size] = axes[axis].isCut() ? 0 : Kernels.finestNorm(point[axis]);
      cells[axis][size] = axes[axis].isCut() ? axes[axis].cell(point[axis]) : -1;
    }
    size++;
  }

  /** Brings the last trial into its place along an axis. */
  private void insert(int axis) {
    double[] along = coordinates[axis];
    double coordinate = along[size - 1];
    if (Double.isNaN(coordinate)) {
      return;
    }
    int low = 0;
    int high = active[axis];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (along[orders[axis][middle]] <= coordinate) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    System.arraycopy(orders[axis], low, orders[axis], low + 1, active[axis] - low);
    orders[axis][low] = size - 1;
    active[axis]++;
  }

  /** Brings the trials from {@code first} on into their places along an axis. */
  private void sort(int axis, int first) {
    if (size == first + 1) {
      insert(axis);
      return;
    }
    double[] along = coordinates[axis];
    int[] order = orders[axis];
    Integer[] fresh = new Integer[size - first];
    int count = 0;
    for (int trial = first; trial < size; trial++) {
      if (!Double.isNaN(along[trial])) {
        fresh[count++] = trial;
      }
    }
    Arrays.sort(fresh, 0, count, (a, b) -> Double.compare(along[a], along[b]));
    int place = active[axis] + count - 1;
    int old = active[axis] - 1;
    for (int next = count - 1; next >= 0; place--) {
      if (old >= 0 && along[order[old]] > along[fresh[next]]) {
        order[place] = order[old--];
      } else {
        order[place] = fresh[next--];
      }
    }
    active[axis] += count;
  }
}
