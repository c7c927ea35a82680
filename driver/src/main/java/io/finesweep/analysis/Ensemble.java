package io.finesweep.analysis;

import io.finesweep.metric.Objective;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Trials that predict together, chosen by what they predicted for rows that they were not trained
 * on: greedy selection with replacement, cut where it was best (Caruana, Niculescu-Mizil, Crew and
 * Ksikes, Ensemble Selection from Libraries of Models, ICML 2004).
 *
 * <p>What it gains is measured on folds that it was not chosen by: for each fold, an ensemble and
 * the best single trial are chosen by all other folds, and both are scored on this one.
 *
 * @param votes how often each trial was chosen
 * @param gain by how much the ensemble is better than the best single trial, the mean over folds in
 *     the objective's unit; NaN where the folds cannot tell
 * @param error the standard error of the gain over folds
 */
public record Ensemble(SortedMap<Integer, Integer> votes, double gain, double error) {

  /** With fewer folds no gain can be told from chance. */
  public static final int FEWEST_FOLDS = 3;

  public Ensemble {
    votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
  }

  /**
   * How large an ensemble may be.
   *
   * @param members at most so many different trials
   * @param steps votes to give
   */
  public record Size(int members, int steps) {}

  /**
   * The ensemble of {@code candidates}.
   *
   * @param candidates what each predicted for the same folds, at least one; ties go to the first
   * @throws IllegalArgumentException if there are none
   */
  public static Ensemble of(List<Candidate> candidates, Objective objective, Size size) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("Nothing can be chosen from no trial.");
    }
    int folds = candidates.get(0).folds().size();
    List<Integer> chosen = new Selection(candidates, objective, fold -> true).greedy(size);
    double[] gains = new double[folds];
    for (int fold = 0; fold < folds; fold++) {
      gains[fold] = gain(candidates, objective, size, fold);
    }
    SortedMap<Integer, Integer> votes = new TreeMap<>();
    chosen.forEach(index -> votes.merge(candidates.get(index).trial(), 1, Integer::sum));
    double mean = IntStream.range(0, folds).mapToDouble(f -> gains[f]).average().orElse(Double.NaN);
    return new Ensemble(votes, mean, error(gains, mean));
  }

  /** Of choices made without {@code fold}, on {@code fold}. */
  private static double gain(List<Candidate> candidates, Objective objective, Size size, int fold) {
    if (candidates.get(0).folds().size() < FEWEST_FOLDS) {
      return Double.NaN;
    }
    IntPredicate others = other -> other != fold;
    Selection seen = new Selection(candidates, objective, others);
    List<Integer> ensemble = seen.greedy(size);
    List<Integer> single = seen.greedy(new Size(1, 1));
    Selection unseen = new Selection(candidates, objective, other -> other == fold);
    return unseen.loss(single) - unseen.loss(ensemble);
  }

  private static double error(double[] gains, double mean) {
    double squares = 0;
    for (double gain : gains) {
      squares += (gain - mean) * (gain - mean);
    }
    return Math.sqrt(squares / (gains.length - 1) / gains.length);
  }

  /** Whether it is better than the best single trial by more than one standard error. */
  public boolean isWorthIt() {
    return votes.size() > 1 && gain > error;
  }

  /** Trials with votes, most votes first, ties to the older. */
  public static List<Integer> members(SortedMap<Integer, Integer> votes) {
    return votes.entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
