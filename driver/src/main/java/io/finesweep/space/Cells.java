package io.finesweep.space;

import io.finesweep.space.Parameter.Scale;
import io.finesweep.space.Parameter.Share;

/**
 * Evenly spaced numbers, each standing for the half step on both sides of it. Where half a step
 * takes the lower end of a log range to 0 or below, half of the lowest number stands in for it.
 *
 * @param low the lowest number
 * @param step between two numbers
 * @param count how many numbers
 */
record Cells(double low, double step, long count, Scale scale) {

  /** The index of the number whose share of [0, 1) holds {@code unit}. */
  long at(double unit) {
    double raw = Numbers.between(start(), end(), scale, unit);
    return Math.min(Math.max(Math.round((raw - low) / step), 0), count - 1);
  }

  /** The share of [0, 1] that {@link #at} maps to {@code index}. */
  Share share(long index) {
    double from = index == 0 ? 0 : unit(low + (index - 0.5) * step);
    double to = index == count - 1 ? 1 : unit(low + (index + 0.5) * step);
    return new Share(from, to);
  }

  /** The index of the number nearest to {@code number}. */
  long nearest(double number) {
    return Math.min(Math.max(Math.round((number - low) / step), 0), count - 1);
  }

  private double unit(double number) {
    return Numbers.unit(start(), end(), scale, number);
  }

  private double start() {
    double start = low - step / 2;
    return scale == Scale.LOG && start <= 0 ? low / 2 : start;
  }

  private double end() {
    return low + (count - 0.5) * step;
  }
}
