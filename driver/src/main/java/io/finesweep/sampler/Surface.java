package io.finesweep.sampler;

/**
 * The worth of every point: an acquisition over what a posterior believes.
 *
 * @param posterior what is believed
 * @param blend what earlier sweeps add to it
 * @param acquisition how much a belief is worth
 * @param borders of the space, at which an improvement is expected less
 */
record Surface(Posterior posterior, Blend blend, Acquisition acquisition, Borders borders) {

  /** The worth of a point. */
  double at(Posterior.View view) {
    Posterior.Belief belief = view.belief();
    double mean = blend.mean(view.point(), belief.mean());
    return acquisition.at(mean, belief.deviation()).value() + prior(view.point());
  }

  /** What the worth of a point does not exceed, at little cost. */
  double atMost(Posterior.View view) {
    double mean = blend.mean(view.point(), view.mean());
    return acquisition.at(mean, view.deviationAtMost()).value() + prior(view.point());
  }

  private double prior(double[] point) {
    return acquisition.isLogarithm() ? borders.log(point) : 0;
  }

  /** The worth of a point; puts its derivatives by the coordinates into {@code slopes}. */
  double at(double[] point, double[] slopes) {
    double[] byDeviation = new double[slopes.length];
    Posterior.Belief belief = posterior.view(point).belief(slopes, byDeviation);
    double mean = blend.mean(point, belief.mean(), slopes);
    Acquisition.Worth worth = acquisition.at(mean, belief.deviation());
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] = worth.byMean() * slopes[j] + worth.byDeviation() * byDeviation[j];
    }
    if (acquisition.isLogarithm()) {
      borders.addSlopes(point, slopes);
    }
    return worth.value() + prior(point);
  }
}
