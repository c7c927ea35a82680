package io.finesweep.sampler;

/**
 * The size of the box to search, found by replaying the results one by one (TuRBO: Eriksson and
 * others, Scalable Global Optimization via Local Bayesian Optimization, NeurIPS 2019): it doubles
 * after some improvements in a row and halves after some results without. There is a box where
 * there are many dimensions, and where long nothing became better.
 */
final class TrustRegion {

  private static final int MANY = 20;
  private static final int PATIENCE = 50;
  private static final double START = 0.8;
  private static final double MOST = 1.6;
  private static final double LEAST = 0x1p-7;
  private static final int SUCCESSES = 3;
  private static final int FAILURES = 5;
  private static final double GAIN = 1e-3;

  private final boolean always;
  private double length;
  private double best = Double.POSITIVE_INFINITY;
  private int successes;
  private int failures;

  private TrustRegion(int dimensions) {
    this.always = dimensions > MANY;
    this.length = always ? START : Double.POSITIVE_INFINITY;
  }

  /**
   * The length of the box's sides after these results; infinite where there is no box.
   *
   * @param values standardized, in the order of their trials
   * @param initial how many results were there before the first model
   */
  static double after(double[] values, int dimensions, int initial) {
    TrustRegion region = new TrustRegion(dimensions);
    for (int i = 0; i < values.length; i++) {
      boolean better = values[i] < region.best - GAIN;
      region.best = Math.min(region.best, values[i]);
      if (i >= initial) {
        region.learn(better);
      }
    }
    return region.length;
  }

  private void learn(boolean better) {
    successes = better ? successes + 1 : 0;
    failures = better ? 0 : failures + 1;
    if (Double.isInfinite(length)) {
      if (failures > PATIENCE) {
        restart(START);
      }
    } else if (successes >= SUCCESSES) {
      restart(Math.min(2 * length, MOST));
    } else if (failures >= FAILURES) {
      restart(length / 2);
    }
    if (length < LEAST) {
      restart(always ? START : Double.POSITIVE_INFINITY);
    }
  }

  private void restart(double next) {
    length = next;
    successes = 0;
    failures = 0;
  }
}
