package io.finesweep.sampler;

import io.finesweep.history.PastSweep;
import io.finesweep.history.PastSweep.Result;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The points to begin with after earlier sweeps: one after another the one with which the best of
 * those chosen has the lowest mean rank over the sweeps (Feurer, Springenberg and Hutter,
 * Initializing Bayesian Hyperparameter Optimization via Meta-Learning, AAAI 2015). What a point
 * came to in a sweep that did not try it is what a model of that sweep expects.
 */
public final class Portfolio {

  /** A misleading past costs so many trials whatever it says. */
  private static final int POINTS = 3;

  private static final int CANDIDATES = 10;

  private Portfolio() {}

  /** Up to three points; none without earlier sweeps. */
  public static List<Configuration> of(List<PastSweep> past, SearchSpace space) {
    List<List<Result>> sorted =
        past.stream()
            .map(
                sweep ->
                    sweep.results().stream()
                        .sorted(Comparator.comparingDouble(Result::loss))
                        .toList())
            .toList();
    List<Configuration> candidates = List.copyOf(inTurn(sorted));
    double[][] ranks = ranks(past, sorted, candidates, new Encoding(space));
    double[] best = new double[past.size()];
    Arrays.fill(best, 1);
    List<Configuration> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(POINTS, candidates.size())) {
      int next = -1;
      double lowest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < candidates.size(); i++) {
        double sum = 0;
        for (int sweep = 0; sweep < best.length; sweep++) {
          sum += Math.min(best[sweep], ranks[i][sweep]);
        }
        if (sum < lowest && !chosen.contains(candidates.get(i))) {
          lowest = sum;
          next = i;
        }
      }
      chosen.add(candidates.get(next));
      for (int sweep = 0; sweep < best.length; sweep++) {
        best[sweep] = Math.min(best[sweep], ranks[next][sweep]);
      }
    }
    return chosen;
  }

  /** The best of each sweep, then the second best of each, and so on. */
  private static Set<Configuration> inTurn(List<List<Result>> sorted) {
    Set<Configuration> candidates = new LinkedHashSet<>();
    for (int place = 0; place < CANDIDATES; place++) {
      for (List<Result> results : sorted) {
        if (place < results.size()) {
          candidates.add(results.get(place).point());
        }
      }
    }
    return candidates;
  }

  /** The share of a sweep's results that are better than each candidate, by candidate and sweep. */
  private static double[][] ranks(
      List<PastSweep> past,
      List<List<Result>> sorted,
      List<Configuration> candidates,
      Encoding encoding) {
    double[][] ranks = new double[candidates.size()][past.size()];
    for (int sweep = 0; sweep < past.size(); sweep++) {
      List<Result> results = sorted.get(sweep);
      Source source = past.size() == 1 ? null : Source.of(past.get(sweep), encoding);
      for (int i = 0; i < ranks.length; i++) {
        Configuration candidate = candidates.get(i);
        int place = results.stream().map(Result::point).toList().indexOf(candidate);
        ranks[i][sweep] =
            place >= 0 || source == null
                ? (double) place / results.size()
                : expected(source, encoding.encoded(candidate));
      }
    }
    return ranks;
  }

  private static double expected(Source source, double[] point) {
    double mean = source.at(point);
    double better = Arrays.stream(source.sample().values()).filter(value -> value < mean).count();
    return better / source.sample().size();
  }
}
