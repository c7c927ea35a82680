package io.finesweep.history;

import java.util.ArrayList;
import java.util.List;

/** The trials of a sweep as {@link FoldEffects} see them: their means, comparable on any folds. */
public final class FoldModel {

  private final TrialLosses[] trials;
  private final FoldEffects effects;

  private FoldModel(TrialLosses[] trials, FoldEffects effects) {
    this.trials = trials;
    this.effects = effects;
  }

  /** The model of these trials, each measured on up to {@code folds} folds. */
  public static FoldModel of(TrialLosses[] trials, int folds) {
    List<TrialLosses> paired = new ArrayList<>();
    for (TrialLosses trial : trials) {
      if (trial.count() >= 2) {
        paired.add(trial);
      }
    }
    return new FoldModel(trials, FoldEffects.of(new PairedRows(paired), folds));
  }

  /** Trials with two folds or more, in order of their numbers. */
  private record PairedRows(List<TrialLosses> rows) implements FoldEffects.Paired {

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public List<TrialLosses> best(int count, FoldEffects effects) {
      double[] means = rows.stream().mapToDouble(effects::mean).toArray();
      double limit = Selection.smallest(means.clone(), count - 1);
      int ties = count;
      for (double mean : means) {
        ties -= mean < limit ? 1 : 0;
      }
      List<TrialLosses> best = new ArrayList<>(count);
      for (int i = 0; i < means.length; i++) {
        if (means[i] < limit || (means[i] == limit && ties-- > 0)) {
          best.add(rows.get(i));
        }
      }
      return best;
    }
  }

  /** How many trials were measured at all. */
  public int measured() {
    int measured = 0;
    for (TrialLosses trial : trials) {
      measured += trial.count() > 0 ? 1 : 0;
    }
    return measured;
  }

  /** Whether there were enough trials with two folds or more to tell effects from noise. */
  public boolean isFitted() {
    return effects.isFitted();
  }

  /** The mean loss of a trial when the effects of its folds are taken off; NaN without folds. */
  public double mean(int trial) {
    return effects.mean(trials[trial]);
  }

  /** The variance of {@link #mean}. */
  public double variance(int trial) {
    return effects.noise() / trials[trial].count();
  }

  /** The variance of one fold's noise, σ². */
  public double noise() {
    return effects.noise();
  }

  /** The effect of a fold: how much harder it is than others. */
  public double effect(int fold) {
    return effects.effect(fold);
  }

  /** What the mean over all folds will be: those measured as they are, the others as predicted. */
  public double fullMean(int trial) {
    double[] losses = trials[trial].byFold();
    double mean = mean(trial);
    double sum = 0;
    for (int fold = 0; fold < losses.length; fold++) {
      sum += Double.isNaN(losses[fold]) ? mean + effects.effect(fold) : losses[fold];
    }
    return sum / losses.length;
  }

  /** The variance of {@link #fullMean}: 0 when all folds were measured. */
  public double fullVariance(int trial) {
    return effects.fullVariance(trials[trial].count());
  }
}
