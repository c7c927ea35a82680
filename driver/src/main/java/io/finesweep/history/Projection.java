package io.finesweep.history;

/**
 * What the mean loss over some folds tells of the mean over all.
 *
 * @param count how many were measured
 * @param folds how many there are
 * @param seen the mean effect of those measured
 * @param unseen the sum of the others' effects
 * @param variance of the predicted mean over all folds; 0 when all were measured
 */
public record Projection(int count, int folds, double seen, double unseen, double variance) {

  /** The mean without effects, when the plain mean over the measured folds is this. */
  public double mean(double plain) {
    return plain - seen;
  }

  /** What the mean over all folds will be: those measured as they are, the others as predicted. */
  public double fullMean(double plain) {
    return (count * plain + (folds - count) * mean(plain) + unseen) / folds;
  }

  /** The standard deviation of {@link #fullMean}. */
  public double deviation() {
    return Math.sqrt(variance);
  }
}
