package io.finesweep.analysis;

import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One rung of the ladder that trials climbed.
 *
 * @param trials how many were measured there
 * @param further how many of them were trained on
 * @param best of the first objective's means at the rung
 * @param median likewise
 * @param foretold the rank correlation (Spearman 1904) with the highest rung among the trials
 *     measured on both; NaN where fewer than five were, and for the highest itself
 */
public record RungLevel(
    int epochs, int trials, int further, double best, double median, double foretold) {

  private static final int FEWEST = 5;

  /** The rungs that trials were measured on, the lowest first. */
  public static List<RungLevel> of(History history) {
    List<Compared> rungs =
        history.rungs().keySet().stream().map(epochs -> Compared.at(history, epochs)).toList();
    Goal goal = history.terms().objectives().get(0).goal();
    List<RungLevel> levels = new ArrayList<>();
    for (int i = 0; i < rungs.size(); i++) {
      List<Compared.Measured> here = rungs.get(i).trials();
      Map<Integer, Double> top = losses(rungs.get(rungs.size() - 1));
      Map<Integer, Double> above = i + 1 < rungs.size() ? losses(rungs.get(i + 1)) : Map.of();
      if (!here.isEmpty()) {
        levels.add(
            new RungLevel(
                rungs.get(i).epochs(),
                here.size(),
                (int) here.stream().filter(t -> above.containsKey(t.number())).count(),
                goal.loss(here.get(0).loss()),
                goal.loss(here.get(here.size() / 2).loss()),
                i + 1 < rungs.size() ? foretold(here, top) : Double.NaN));
      }
    }
    return levels;
  }

  private static Map<Integer, Double> losses(Compared rung) {
    return rung.trials().stream()
        .collect(Collectors.toMap(Compared.Measured::number, Compared.Measured::loss));
  }

  private static double foretold(List<Compared.Measured> here, Map<Integer, Double> top) {
    List<Compared.Measured> both = here.stream().filter(t -> top.containsKey(t.number())).toList();
    return both.size() < FEWEST
        ? Double.NaN
        : correlation(
            ranks(both.stream().mapToDouble(Compared.Measured::loss).toArray()),
            ranks(both.stream().mapToDouble(t -> top.get(t.number())).toArray()));
  }

  /** Ranks; equal values share the mean of theirs. */
  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      long below = Arrays.stream(values).filter(v -> v < value).count();
      long equal = Arrays.stream(values).filter(v -> v == value).count();
      ranks[i] = below + (equal - 1) / 2.0;
    }
    return ranks;
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double products = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      products += (a[i] - meanA) * (b[i] - meanB);
      squaresA += (a[i] - meanA) * (a[i] - meanA);
      squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    return squaresA > 0 && squaresB > 0 ? products / Math.sqrt(squaresA * squaresB) : Double.NaN;
  }
}
