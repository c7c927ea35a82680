package io.finesweep.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the trial that a sweep would name now; the ranking begins with it, and it is this one
 * that is trained on all rows. Among the trials that were trained furthest, most epochs first and
 * most folds then, it is the one with the best mean of the objective, never one that a model merely
 * believes in; of those that lie within one standard error of the paired differences from it, a
 * cheaper one (fewer epochs over all folds) is preferred. Of equally good ones it is the older.
 * With several objectives it is the first of their front.
 */
public final class Winner {

  private Winner() {}

  /** The trial to name; empty where nothing was measured. */
  public static Optional<Trial> of(History history) {
    if (history.terms().objectives().size() > 1) {
      return front(history).stream().findFirst();
    }
    for (int epochs : history.rungs().descendingKeySet()) {
      List<Candidate> measured = furthest(history, epochs);
      if (!measured.isEmpty()) {
        return Optional.of(best(measured));
      }
    }
    return Optional.empty();
  }

  /** Why there is none to name. */
  public static String whyNone(History history) {
    Terms terms = history.terms();
    long refused = history.trials().stream().filter(trial -> trial.isRefused(terms)).count();
    long broken = history.trials().stream().filter(Trial::isBroken).count();
    List<String> reasons = new ArrayList<>();
    if (refused > 0) {
      reasons.add(refused + (refused == 1 ? " breaks " : " break ") + Bound.any(terms.bounds()));
    }
    if (broken > 0) {
      reasons.add(broken + " failed or diverged");
    }
    return reasons.isEmpty()
        ? "Nothing was measured yet."
        : "No trial that has ended can win: " + String.join(", ", reasons) + ".";
  }

  /**
   * Of the trials that were trained furthest those that no other one is better than, in one
   * objective and nowhere worse; first what dominates most that no other of them does.
   */
  public static List<Trial> front(History history) {
    for (int epochs : history.rungs().descendingKeySet()) {
      List<double[]> losses = new ArrayList<>();
      List<Trial> measured = new ArrayList<>();
      for (Candidate candidate : furthest(history, epochs)) {
        double[] means = means(candidate.trial(), history.terms(), epochs);
        if (Arrays.stream(means).allMatch(Double::isFinite)) {
          measured.add(candidate.trial());
          losses.add(means);
        }
      }
      if (!measured.isEmpty()) {
        return Pareto.front(losses.toArray(double[][]::new)).stream().map(measured::get).toList();
      }
    }
    return List.of();
  }

  private static double[] means(Trial trial, Terms terms, int epochs) {
    double[] means = new double[terms.objectives().size()];
    for (int objective = 0; objective < means.length; objective++) {
      means[objective] = TrialLosses.of(trial, terms, objective, epochs).mean();
    }
    return means;
  }

  private static List<Candidate> furthest(History history, int epochs) {
    TrialLosses[] losses = new LossTable(0).at(history, epochs);
    FoldModel model = FoldModel.of(losses, history.terms().full().folds());
    int[] counts = new int[losses.length];
    int folds = 1;
    for (int number = 0; number < losses.length; number++) {
      counts[number] = counted(history.trial(number), losses[number], history.terms());
      folds = Math.max(folds, counts[number]);
    }
    List<Candidate> measured = new ArrayList<>();
    for (int number = 0; number < losses.length; number++) {
      if (counts[number] == folds) {
        Trial trial = history.trial(number);
        measured.add(new Candidate(trial, losses[number], model.fullMean(number)));
      }
    }
    return measured;
  }

  /** On how many folds a trial was measured; none of one that passes a bound further up. */
  private static int counted(Trial trial, TrialLosses losses, Terms terms) {
    return trial.isRefused(terms) ? 0 : losses.count();
  }

  private static Trial best(List<Candidate> measured) {
    Candidate best = measured.get(0);
    for (Candidate candidate : measured) {
      best = candidate.mean() < best.mean() ? candidate : best;
    }
    Candidate winner = best;
    for (Candidate candidate : measured) {
      if (candidate.cost() < winner.cost() && candidate.isTiedWith(best)) {
        winner = candidate;
      }
    }
    return winner.trial();
  }

  /** A trial that may win. */
  private record Candidate(Trial trial, TrialLosses losses, double mean) {

    /** Epochs over all folds. */
    int cost() {
      int epochs = 0;
      for (FoldProgress fold : trial.folds().values()) {
        epochs += fold.epochs();
      }
      return epochs;
    }

    boolean isTiedWith(Candidate best) {
      double sum = 0;
      double squares = 0;
      int pairs = 0;
      for (int fold = 0; fold < losses.byFold().length; fold++) {
        double gap = losses.byFold()[fold] - best.losses.byFold()[fold];
        if (!Double.isNaN(gap)) {
          sum += gap;
          squares += gap * gap;
          pairs++;
        }
      }
      double difference = sum / pairs;
      double error =
          Math.sqrt(Math.max(0, squares / pairs - difference * difference) / (pairs - 1));
      return pairs > 1 && difference <= error;
    }
  }
}
