package io.finesweep.history;

import java.math.BigInteger;
import java.util.List;

/**
 * What folds do to losses: the loss of trial t on fold f is m_t + a_f + e, a mean of the trial, an
 * effect of the fold and noise of variance σ². Effects and noise come from the reference trials
 * alone, the best third of those with two folds or more, but no more than tell the effects well:
 * bad configurations are noisier than those that matter. A two-way analysis of variance with
 * shrunken effects.
 */
public final class FoldEffects {

  private static final int ITERATIONS = 5;
  private static final int FEWEST_REFERENCES = 4;
  private static final int MOST_REFERENCES = 256;

  private final double[] effects;
  private List<TrialLosses> references = List.of();
  private double variance;

  private FoldEffects(int folds) {
    this.effects = new double[folds];
  }

  /** The trials with two folds or more. */
  interface Paired {
    /** How many there are. */
    int size();

    /** The {@code count} with the best means under these effects, in order of their numbers. */
    List<TrialLosses> best(int count, FoldEffects effects);
  }

  /** The effects that these trials tell of, each measured on up to {@code folds} folds. */
  static FoldEffects of(Paired paired, int folds) {
    FoldEffects effects = new FoldEffects(folds);
    int size = paired.size();
    if (size >= FEWEST_REFERENCES) {
      int wished = Math.min(MOST_REFERENCES, Math.max(FEWEST_REFERENCES, (size + 2) / 3));
      for (int iteration = 0; iteration < ITERATIONS; iteration++) {
        effects.references = paired.best(wished, effects);
        effects.update();
      }
      effects.updateVariance();
    } else if (size > 0) {
      effects.variance = withinVariance(paired.best(size, effects));
    }
    return effects;
  }

  /** Whether there were enough trials with two folds or more to tell effects from noise. */
  public boolean isFitted() {
    return !references.isEmpty();
  }

  /** The variance of one fold's noise, σ². */
  public double noise() {
    return variance;
  }

  /** The effect of a fold: how much harder it is than others. */
  public double effect(int fold) {
    return effects[fold];
  }

  /** The mean loss of a trial when the effects of its folds are taken off; NaN without folds. */
  double mean(TrialLosses trial) {
    double sum = 0;
    for (int fold = 0; fold < effects.length; fold++) {
      double loss = trial.byFold()[fold];
      sum += Double.isNaN(loss) ? 0 : loss - effects[fold];
    }
    return sum / trial.count();
  }

  /** What the folds that a trial was measured on tell of all folds, bit f standing for fold f. */
  public Projection projection(BigInteger folds) {
    double seen = 0;
    double unseen = 0;
    for (int fold = 0; fold < effects.length; fold++) {
      if (folds.testBit(fold)) {
        seen += effects[fold];
      } else {
        unseen += effects[fold];
      }
    }
    int count = folds.bitCount();
    return new Projection(count, effects.length, seen / count, unseen, fullVariance(count));
  }

  /** The variance of a predicted mean over all folds when {@code count} of them were measured. */
  double fullVariance(int count) {
    double folds = effects.length;
    double left = folds - count;
    double reference = references.isEmpty() ? 0 : 1.0 / references.size();
    double share = left / folds;
    return share * share * variance * (1.0 / count + reference) + left * variance / (folds * folds);
  }

  private void update() {
    int[] counts = new int[effects.length];
    double[] sums = new double[effects.length];
    for (TrialLosses trial : references) {
      double mean = mean(trial);
      for (int fold = 0; fold < effects.length; fold++) {
        double loss = trial.byFold()[fold];
        if (!Double.isNaN(loss)) {
          counts[fold]++;
          sums[fold] += loss - mean;
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
    for (TrialLosses trial : references) {
      double mean = mean(trial);
      for (int fold = 0; fold < effects.length; fold++) {
        double loss = trial.byFold()[fold];
        if (!Double.isNaN(loss)) {
          double residual = loss - mean - effects[fold];
          squares += residual * residual;
          seen[fold] = true;
        }
      }
      freedom += trial.count() - 1;
    }
    int folds = 0;
    for (boolean one : seen) {
      folds += one ? 1 : 0;
    }
    freedom = Math.max(0, freedom - (folds - 1));
    variance = (2 * withinVariance(references) + squares) / (2 + freedom);
  }

  private static double withinVariance(List<TrialLosses> chosen) {
    double squares = 0;
    int freedom = 0;
    for (TrialLosses trial : chosen) {
      double mean = trial.mean();
      for (double loss : trial.byFold()) {
        squares += Double.isNaN(loss) ? 0 : (loss - mean) * (loss - mean);
      }
      freedom += trial.count() - 1;
    }
    return squares / freedom;
  }
}
