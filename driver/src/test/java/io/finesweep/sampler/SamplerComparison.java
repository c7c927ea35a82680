package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.metric.Goal;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs samplers on problems without noise, one trial at a time, as often and with such samplers as
 * the properties {@code finesweep.bench.*} say, and prints what they found.
 */
final class SamplerComparison {

  private static final int SEEDS = Integer.getInteger("finesweep.bench.seeds", 5);
  private static final int FIRST_SEED = Integer.getInteger("finesweep.bench.first-seed", 0);
  private static final List<String> SAMPLERS =
      List.of(System.getProperty("finesweep.bench.samplers", "random,tpe,gp,auto").split(",", -1));

  /** With fewer seeds it is chance whether a target is met. */
  private static final int ENOUGH = 20;

  private SamplerComparison() {}

  /** Whether there are seeds enough to tell whether a target is met. */
  static boolean isTelling() {
    return SEEDS >= ENOUGH;
  }

  private static Sampler sampler(String name, SearchSpace space, Seeds seeds) {
    return switch (name) {
      case "random" -> new RandomSearch(space);
      case "tpe" -> new Tpe(space, seeds);
      case "gp" -> new GaussianProcess(space, seeds);
      case "auto" -> new Auto(space, seeds);
      default -> throw new IllegalArgumentException("There is no sampler '" + name + "'.");
    };
  }

  /**
   * The regrets of each sampler, by seed and number of trials; with seeds enough, random search's
   * are their bound.
   */
  static Map<String, double[][]> regrets(Problem problem, int... checkpoints) {
    Map<String, double[][]> regrets = new LinkedHashMap<>();
    for (String name : SAMPLERS) {
      long start = System.nanoTime();
      double[][] runs = new double[SEEDS][];
      for (int seed = 0; seed < SEEDS; seed++) {
        runs[seed] = run(problem, name, FIRST_SEED + seed, checkpoints);
      }
      regrets.put(name, runs);
      print(problem.name(), name, runs, start);
    }
    double[][] random = regrets.getOrDefault("random", new double[0][]);
    regrets.forEach(
        (name, runs) -> {
          for (int i = 0; i < checkpoints.length && random.length >= ENOUGH; i++) {
            assertThat(median(runs, i))
                .as("%s, %s, after %d trials", problem.name(), name, checkpoints[i])
                .isLessThanOrEqualTo(median(random, i));
          }
        });
    return regrets;
  }

  /** The lowest regret after each number of trials. */
  private static double[] run(Problem problem, String name, int seed, int... checkpoints) {
    Seeds seeds = new Seeds(1000 + seed);
    Sampler sampler = sampler(name, problem.space(), seeds);
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 1);
    double[] lowest = new double[checkpoints.length];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    int trials = checkpoints[checkpoints.length - 1];
    for (int number = 0; number < trials; number++) {
      Situation situation =
          new Situation(1, trials - number, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
      Configuration point =
          sampler
              .next(writer.history(), situation, seeds.generator("sampler", number))
              .orElseThrow();
      double regret = problem.regret().applyAsDouble(point);
      writer.trial(point, regret);
      for (int i = 0; i < checkpoints.length; i++) {
        lowest[i] = number < checkpoints[i] ? Math.min(lowest[i], regret) : lowest[i];
      }
    }
    return lowest;
  }

  private static void print(String problem, String name, double[][] runs, long start) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < runs[0].length; i++) {
      line.append(String.format(Locale.ROOT, " | %.4g (%.4g)", median(runs, i), mean(runs, i)));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "BENCH %-12s %-7s%s | %.1f s%n", problem, name, line, seconds);
  }

  /** Over seeds. */
  static double median(double[][] runs, int at) {
    double[] sorted = Arrays.stream(runs).mapToDouble(run -> run[at]).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Over seeds. */
  static double mean(double[][] runs, int at) {
    return Arrays.stream(runs).mapToDouble(run -> run[at]).average().orElseThrow();
  }
}
