package io.finesweep.sampler;

import io.finesweep.sampler.Blend.Voice;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How much each model has to say, by how it orders today's results (Feurer, Letham, Hutter and
 * Bakshy, Practical Transfer Learning for Bayesian Optimization, 2018: RGPE). In each of many
 * resamples the model with the fewest pairs in the wrong order gets a vote, the own one, which is
 * judged by what it says of each result without it, before others. A source that is mostly worse
 * than the own model nearly ever is has none.
 */
final class Transfer {

  private static final int RESAMPLES = 200;
  private static final double WORST = 0.95;

  /** Pairs are counted among so many results. */
  private static final int LARGEST = 60;

  private final List<Source> sources;
  private final double[] values;
  private final List<double[]> orders = new ArrayList<>();

  private Transfer(Covariance covariance, Sample sample, List<Source> sources) {
    Sample some = Subset.of(sample, LARGEST);
    this.sources = sources;
    this.values = some.values();
    orders.add(leftOut(covariance, some));
    for (Source source : sources) {
      orders.add(Arrays.stream(some.points()).mapToDouble(source::at).toArray());
    }
  }

  /**
   * The models with their weights.
   *
   * @param covariance of the own model
   * @param sample its results, failures left out
   */
  static Blend of(Covariance covariance, Sample sample, List<Source> sources) {
    if (sources.isEmpty()) {
      return Blend.ALONE;
    }
    double[] weights = new Transfer(covariance, sample, sources).weights();
    List<Voice> voices = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      if (weights[i + 1] > 0) {
        voices.add(new Voice(sources.get(i).posterior(), weights[i + 1]));
      }
    }
    return voices.isEmpty() ? Blend.ALONE : new Blend(weights[0], voices);
  }

  /** What the model expects of each result from all others (Rasmussen and Williams, eq. 5.12). */
  private static double[] leftOut(Covariance covariance, Sample sample) {
    int n = sample.size();
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        matrix[i * n + k] = covariance.between(sample.points()[i], sample.points()[k]);
      }
      matrix[i * n + i] = covariance.signal() + covariance.jitter() + sample.noise()[i];
    }
    Factor factor =
        Factor.of(matrix, n).orElseThrow(() -> new ArithmeticException("Not definite."));
    double[] inverse = factor.inverse();
    double[] expected = factor.backward(factor.forward(sample.values(), n));
    for (int i = 0; i < n; i++) {
      expected[i] = sample.values()[i] - expected[i] / inverse[i * n + i];
    }
    return expected;
  }

  private double[] weights() {
    RandomGenerator random = Seeds.generator(values.length);
    int[][] wrong = new int[orders.size()][RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      int[] drawn = random.ints(values.length, 0, values.length).toArray();
      for (int model = 0; model < wrong.length; model++) {
        wrong[model][resample] = misordered(drawn, orders.get(model));
      }
    }
    int[] own = wrong[0].clone();
    Arrays.sort(own);
    int worst = own[(int) (WORST * (RESAMPLES - 1))];
    boolean[] silent = new boolean[wrong.length];
    for (int source = 0; source < sources.size(); source++) {
      int[] sorted = wrong[source + 1].clone();
      Arrays.sort(sorted);
      silent[source + 1] = sorted[RESAMPLES / 2] > worst;
    }
    double[] weights = new double[wrong.length];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      int best = 0;
      for (int model = 1; model < wrong.length; model++) {
        best = !silent[model] && wrong[model][resample] < wrong[best][resample] ? model : best;
      }
      weights[best] += 1.0 / RESAMPLES;
    }
    return weights;
  }

  private int misordered(int[] drawn, double[] order) {
    int wrong = 0;
    for (int i = 0; i < drawn.length; i++) {
      double value = values[drawn[i]];
      double expected = order[drawn[i]];
      for (int k = 0; k < i; k++) {
        wrong += (value < values[drawn[k]]) != (expected < order[drawn[k]]) ? 1 : 0;
      }
    }
    return wrong;
  }
}
