package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.history.TrialLosses.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a history tells a surrogate, trials by number.
 *
 * @param losses of trials that have one
 * @param broken trials that failed or diverged
 * @param pending trials that have no loss yet
 */
record Evidence(List<Loss> losses, List<Trial> broken, List<Trial> pending) {

  /**
   * A trial's loss.
   *
   * @param mean its estimate, lower is better
   * @param noise the known part of its variance
   */
  record Loss(Trial trial, double mean, double noise) {}

  static Evidence of(History history, Observations observations) {
    List<Loss> losses = new ArrayList<>();
    List<Trial> broken = new ArrayList<>();
    List<Trial> pending = new ArrayList<>();
    for (Trial trial : history.trials()) {
      double loss = observations.losses()[trial.number()];
      if (observations.outcomes()[trial.number()] == Outcome.BROKEN) {
        broken.add(trial);
      } else if (Double.isNaN(loss)) {
        pending.add(trial);
      } else {
        losses.add(new Loss(trial, loss, observations.variances()[trial.number()]));
      }
    }
    return new Evidence(losses, broken, pending);
  }

  /** Of the trials that came to an end, the {@code count} with the lowest numbers. */
  Evidence first(int count) {
    List<Integer> ended = new ArrayList<>();
    losses.forEach(loss -> ended.add(loss.trial().number()));
    broken.forEach(trial -> ended.add(trial.number()));
    ended.sort(Comparator.naturalOrder());
    int last = ended.get(Math.min(count, ended.size()) - 1);
    return new Evidence(
        losses.stream().filter(loss -> loss.trial().number() <= last).toList(),
        broken.stream().filter(trial -> trial.number() <= last).toList(),
        List.of());
  }

  /** How many trials came to an end. */
  int ended() {
    return losses.size() + broken.size();
  }

  /** How many trials run that have no loss yet. */
  int running() {
    return (int) pending.stream().filter(Evidence::isRunning).count();
  }

  private static boolean isRunning(Trial trial) {
    return trial.folds().isEmpty()
        || trial.folds().values().stream().anyMatch(fold -> fold.running() > 0);
  }

  /** The losses, made fit for a model. */
  Outputs outputs() {
    return Outputs.of(losses.stream().mapToDouble(Loss::mean).toArray());
  }

  /**
   * What a model is conditioned on; a broken trial counts as worse than all, as far as it is not
   * chance, and comes last.
   */
  Sample sample(Encoding encoding) {
    int usable = losses.size();
    Outputs outputs = outputs();
    double[][] points = new double[ended()][];
    double[] values = new double[ended()];
    double[] noise = new double[ended()];
    for (int i = 0; i < points.length; i++) {
      Trial trial = i < usable ? losses.get(i).trial() : broken.get(i - usable);
      points[i] = encoding.encoded(trial.configuration());
      values[i] = i < usable ? outputs.values()[i] : outputs.failed();
      noise[i] = i < usable ? outputs.noise(i, losses.get(i).noise()) : 0;
    }
    Sample sample = new Sample(points, values, noise, encoding.nominal(), usable);
    return broken.isEmpty() ? sample : Chance.doubted(sample);
  }

  /** What a model is conditioned on, broken trials left out. */
  Sample measured(Encoding encoding) {
    return new Evidence(losses, List.of(), List.of()).sample(encoding);
  }

  /** The coordinates of the pending trials. */
  double[][] pending(Encoding encoding) {
    return pending.stream()
        .map(trial -> encoding.encoded(trial.configuration()))
        .toArray(double[][]::new);
  }
}
