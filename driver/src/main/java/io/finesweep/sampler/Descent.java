package io.finesweep.sampler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimization of a smooth function inside a box: L-BFGS (Nocedal and Wright, Numerical
 * Optimization, algorithm 7.4) on the coordinates that no bound holds, steps projected onto the box
 * (Bertsekas, Projected Newton Methods, 1982) and shortened until Armijo's condition holds.
 */
final class Descent {

  private static final int MEMORY = 8;
  private static final int HALVINGS = 20;
  private static final double ARMIJO = 1e-4;

  private final double[] low;
  private final double[] high;
  private final int iterations;
  private final double tolerance;

  /**
   * A descent inside the box between two corners.
   *
   * @param iterations the most steps
   * @param tolerance ends when a step gains less than this
   */
  Descent(double[] low, double[] high, int iterations, double tolerance) {
    this.low = low.clone();
    this.high = high.clone();
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  /** A function with its gradient. */
  interface Smooth {
    /**
     * The value at {@code point}, infinite where there is none; puts the gradient into {@code
     * gradient}.
     */
    double at(double[] point, double[] gradient);
  }

  /** A point, its value and the gradient there. */
  record Place(double[] point, double value, double[] gradient) {
    static Place of(Smooth function, double[] point) {
      double[] gradient = new double[point.length];
      return new Place(point, function.at(point, gradient), gradient);
    }
  }

  /** A step taken, and by how much it changed the gradient. */
  private record Pair(double[] step, double[] change) {}

  /** The lowest place found from {@code start}. */
  Place from(double[] start, Smooth function) {
    Place here = Place.of(function, projected(start, new double[start.length], 0));
    Deque<Pair> memory = new ArrayDeque<>();
    for (int i = 0; i < iterations && Double.isFinite(here.value()); i++) {
      boolean[] free = free(here);
      double[] direction = direction(here.gradient(), free, memory);
      if (!(dot(direction, here.gradient(), free) < 0)) {
        memory.clear();
        direction = direction(here.gradient(), free, memory);
      }
      Place next = along(direction, here, function);
      double gain = here.value() - next.value();
      if (!(gain > 0)) {
        return here;
      }
      remember(memory, here, next);
      here = next;
      if (gain < tolerance) {
        return here;
      }
    }
    return here;
  }

  private boolean[] free(Place here) {
    boolean[] free = new boolean[low.length];
    for (int j = 0; j < free.length; j++) {
      double slope = here.gradient()[j];
      boolean held =
          slope > 0 ? here.point()[j] <= low[j] : slope < 0 && here.point()[j] >= high[j];
      free[j] = !held && low[j] < high[j];
    }
    return free;
  }

  private static double[] direction(double[] gradient, boolean[] free, Deque<Pair> memory) {
    double[] direction = new double[gradient.length];
    for (int j = 0; j < direction.length; j++) {
      direction[j] = free[j] ? -gradient[j] : 0;
    }
    double[] weights = new double[memory.size()];
    int k = 0;
    for (Iterator<Pair> latest = memory.descendingIterator(); latest.hasNext(); k++) {
      Pair pair = latest.next();
      double curvature = dot(pair.step(), pair.change(), free);
      weights[k] = curvature > 0 ? dot(pair.step(), direction, free) / curvature : 0;
      add(direction, -weights[k], pair.change(), free);
    }
    scale(direction, memory, free);
    for (Pair pair : memory) {
      k--;
      double curvature = dot(pair.step(), pair.change(), free);
      if (curvature > 0) {
        add(
            direction,
            weights[k] - dot(pair.change(), direction, free) / curvature,
            pair.step(),
            free);
      }
    }
    return direction;
  }

  private static void scale(double[] direction, Deque<Pair> memory, boolean[] free) {
    double factor = 1;
    if (memory.isEmpty()) {
      factor = 1 / Math.max(1, Math.sqrt(dot(direction, direction, free)));
    } else {
      Pair last = memory.getLast();
      double curvature = dot(last.step(), last.change(), free);
      double length = dot(last.change(), last.change(), free);
      factor = curvature > 0 && length > 0 ? curvature / length : 1;
    }
    for (int j = 0; j < direction.length; j++) {
      direction[j] *= factor;
    }
  }

  private Place along(double[] direction, Place here, Smooth function) {
    double share = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double[] point = projected(here.point(), direction, share);
      double expected = 0;
      for (int j = 0; j < point.length; j++) {
        expected += here.gradient()[j] * (point[j] - here.point()[j]);
      }
      Place there = Place.of(function, point);
      if (there.value() < here.value() + ARMIJO * expected) {
        return there;
      }
      share *= shorter(here.value(), there.value(), expected);
    }
    return here;
  }

  /** Where a parabola through both values and the slope has its minimum, within [.1, .5]. */
  private static double shorter(double here, double there, double expected) {
    double bend = there - here - expected;
    return Double.isFinite(bend) && bend > 0
        ? Math.min(Math.max(-expected / (2 * bend), 0.1), 0.5)
        : 0.2;
  }

  private static void remember(Deque<Pair> memory, Place from, Place to) {
    double[] step = new double[from.point().length];
    double[] change = new double[step.length];
    double curvature = 0;
    for (int j = 0; j < step.length; j++) {
      step[j] = to.point()[j] - from.point()[j];
      change[j] = to.gradient()[j] - from.gradient()[j];
      curvature += step[j] * change[j];
    }
    if (curvature > 0) {
      memory.addLast(new Pair(step, change));
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
  }

  private double[] projected(double[] point, double[] direction, double share) {
    double[] moved = new double[point.length];
    for (int j = 0; j < moved.length; j++) {
      moved[j] = Math.min(Math.max(point[j] + share * direction[j], low[j]), high[j]);
    }
    return moved;
  }

  private static double dot(double[] a, double[] b, boolean[] free) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += free[j] ? a[j] * b[j] : 0;
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] what, boolean[] free) {
    for (int j = 0; j < to.length; j++) {
      to[j] += free[j] ? factor * what[j] : 0;
    }
  }
}
