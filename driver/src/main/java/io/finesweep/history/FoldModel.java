package io.finesweep.history;

import java.util.Arrays;

/**
 * What the folds of all trials say about each other: the loss of trial t on fold f is m_t + a_f +
 * e, a mean of the trial, an effect of the fold and noise of variance σ². Effects and noise come
 * from the reference trials alone, the best third of those with two folds or more: bad
 * configurations are noisier than those that matter. A two-way analysis of variance with shrunken
 * effects.
 */
public final class FoldModel {

  private static final int ITERATIONS = 5;
  private static final int FEWEST_REFERENCES = 4;

  private final TrialLosses[] trials;
  private final double[] means;
  private final double[] effects;
  private int[] references = {};
  private double variance;

  private FoldModel(TrialLosses[] trials, int folds) {
    this.trials = trials;
    this.means = new double[trials.length];
    this.effects = new double[folds];
    updateMeans();
  }

  /** The model of these trials, each measured on up to {@code folds} folds. */
  public static FoldModel of(TrialLosses[] trials, int folds) {
    FoldModel model = new FoldModel(trials, folds);
    int[] paired = model.paired();
    if (paired.length >= FEWEST_REFERENCES) {
      for (int iteration = 0; iteration < ITERATIONS; iteration++) {
        model.references = model.best(paired);
        model.updateEffects();
        model.updateMeans();
      }
      model.updateVariance();
    } else if (paired.length > 0) {
      model.variance = model.withinVariance(paired);
    }
    return model;
  }

  /** Whether there were enough trials with two folds or more to tell effects from noise. */
  public boolean isFitted() {
    return references.length > 0;
  }

  /** How many trials were measured at all. */
  public int measured() {
    int measured = 0;
    for (TrialLosses trial : trials) {
      measured += trial.count() > 0 ? 1 : 0;
    }
    return measured;
  }

  /** The mean loss of a trial when the effects of its folds are taken off; NaN without folds. */
  public double mean(int trial) {
    return means[trial];
  }

  /** The variance of {@link #mean}. */
  public double variance(int trial) {
    return variance / trials[trial].count();
  }

  /** The variance of one fold's noise, σ². */
  public double noise() {
    return variance;
  }

  /** The effect of a fold: how much harder it is than others. */
  public double effect(int fold) {
    return effects[fold];
  }

  /** What the mean over all folds will be: those measured as they are, the others as predicted. */
  public double fullMean(int trial) {
    double sum = 0;
    for (int fold = 0; fold < effects.length; fold++) {
      double loss = trials[trial].byFold()[fold];
      sum += Double.isNaN(loss) ? means[trial] + effects[fold] : loss;
    }
    return sum / effects.length;
  }

  /** The variance of {@link #fullMean}: 0 when all folds were measured. */
  public double fullVariance(int trial) {
    double folds = effects.length;
    double left = folds - trials[trial].count();
    double reference = references.length == 0 ? 0 : 1.0 / references.length;
    double share = left / folds;
    return share * share * variance * (1.0 / trials[trial].count() + reference)
        + left * variance / (folds * folds);
  }

  private void updateMeans() {
    for (int trial = 0; trial < means.length; trial++) {
      double[] losses = trials[trial].byFold();
      double sum = 0;
      for (int fold = 0; fold < effects.length; fold++) {
        sum += Double.isNaN(losses[fold]) ? 0 : losses[fold] - effects[fold];
      }
      means[trial] = sum / trials[trial].count();
    }
  }

  private int[] paired() {
    int[] paired = new int[trials.length];
    int size = 0;
    for (int trial = 0; trial < trials.length; trial++) {
      if (trials[trial].count() >= 2) {
        paired[size++] = trial;
      }
    }
    return Arrays.copyOf(paired, size);
  }

  /** The best third of {@code paired}, at least four; of equal ones the older. */
  private int[] best(int[] paired) {
    int wished = Math.max(FEWEST_REFERENCES, (paired.length + 2) / 3);
    double[] losses = new double[paired.length];
    for (int i = 0; i < paired.length; i++) {
      losses[i] = means[paired[i]];
    }
    double limit = Selection.smallest(losses.clone(), wished - 1);
    int[] best = new int[wished];
    int size = 0;
    for (int i = 0; i < paired.length; i++) {
      size += losses[i] < limit ? 1 : 0;
    }
    int ties = wished - size;
    size = 0;
    for (int i = 0; i < paired.length; i++) {
      if (losses[i] < limit || (losses[i] == limit && ties-- > 0)) {
        best[size++] = paired[i];
      }
    }
    return best;
  }

  private void updateEffects() {
    int[] counts = new int[effects.length];
    double[] sums = new double[effects.length];
    for (int trial : references) {
      for (int fold = 0; fold < effects.length; fold++) {
        double loss = trials[trial].byFold()[fold];
        if (!Double.isNaN(loss)) {
          counts[fold]++;
          sums[fold] += loss - means[trial];
        }
      }
    }
    double total = 0;
    int seen = 0;
    for (int fold = 0; fold < effects.length; fold++) {
      effects[fold] = sums[fold] / (counts[fold] + 1);
      total += effects[fold];
      seen += counts[fold] > 0 ? 1 : 0;
    }
    for (int fold = 0; fold < effects.length; fold++) {
      effects[fold] -= counts[fold] > 0 ? total / seen : 0;
    }
  }

  /** σ² = (2 w + SS) / (2 + df): the residuals, drawn to the variance within trials. */
  private void updateVariance() {
    double squares = 0;
    int freedom = 0;
    boolean[] seen = new boolean[effects.length];
    for (int trial : references) {
      for (int fold = 0; fold < effects.length; fold++) {
        double loss = trials[trial].byFold()[fold];
        if (!Double.isNaN(loss)) {
          double residual = loss - means[trial] - effects[fold];
          squares += residual * residual;
          seen[fold] = true;
        }
      }
      freedom += trials[trial].count() - 1;
    }
    int folds = 0;
    for (boolean one : seen) {
      folds += one ? 1 : 0;
    }
    freedom = Math.max(0, freedom - (folds - 1));
    variance = (2 * withinVariance(references) + squares) / (2 + freedom);
  }

  private double withinVariance(int[] chosen) {
    double squares = 0;
    int freedom = 0;
    for (int trial : chosen) {
      double mean = trials[trial].mean();
      for (double loss : trials[trial].byFold()) {
        squares += Double.isNaN(loss) ? 0 : (loss - mean) * (loss - mean);
      }
      freedom += trials[trial].count() - 1;
    }
    return squares / freedom;
  }
}
