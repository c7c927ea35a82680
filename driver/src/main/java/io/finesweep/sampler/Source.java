package io.finesweep.sampler;

import io.finesweep.history.PastSweep;

/**
 * An earlier sweep as a model of today's objective: a Gaussian process fitted to what it came to,
 * standardized, so that only its order counts beside other models.
 *
 * @param results that the model was fitted to
 */
record Source(PastSweep results, Sample sample, Posterior posterior) {

  private static final int LARGEST = 200;

  /** The model of what {@code past} came to. */
  static Source of(PastSweep past, Encoding encoding) {
    Sample sample = sample(past, encoding);
    return of(past, sample, new Fits(encoding.varying()).to(sample));
  }

  /** The model with a covariance of these logarithms. */
  static Source of(PastSweep past, Sample sample, double[] logs) {
    Covariance covariance = new Covariance(logs, sample.nominal());
    return new Source(past, sample, new Posterior(covariance, sample, new double[0][]));
  }

  /** What models of {@code past} are fitted to. */
  static Sample sample(PastSweep past, Encoding encoding) {
    int count = past.results().size();
    double[][] points = new double[count][];
    double[] losses = new double[count];
    double[] noise = new double[count];
    for (int i = 0; i < count; i++) {
      PastSweep.Result result = past.results().get(i);
      points[i] = encoding.encoded(result.point());
      losses[i] = result.loss();
      noise[i] = result.variance();
    }
    Outputs outputs = Outputs.of(losses);
    for (int i = 0; i < count; i++) {
      noise[i] = outputs.noise(i, noise[i]);
    }
    return Subset.of(new Sample(points, outputs.values(), noise, encoding.nominal()), LARGEST);
  }

  /** What the model expects at a point. */
  double at(double[] point) {
    return posterior.view(point).mean();
  }
}
