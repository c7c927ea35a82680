package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.metric.Goal;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * Runs samplers on problems as often and with such samplers as the properties {@code
 * finesweep.bench.*} say, and prints what they found.
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
   * The regrets of each sampler, one trial after another, by seed and number of trials; with seeds
   * enough, random search's are their bound.
   */
  static Map<String, double[][]> regrets(Problem problem, int... checkpoints) {
    Map<String, double[][]> regrets = regretsOf(problem, 1, checkpoints);
    regrets.keySet().forEach(name -> assertAsGoodAsRandom(problem, name, regrets, checkpoints));
    return regrets;
  }

  /** The regrets of each sampler with as many trials at once as there are {@code slots}. */
  static Map<String, double[][]> regretsOf(Problem problem, int slots, int... checkpoints) {
    Map<String, double[][]> regrets = new LinkedHashMap<>();
    for (String name : SAMPLERS) {
      long start = System.nanoTime();
      double[][] runs = new double[SEEDS][];
      for (int seed = 0; seed < SEEDS; seed++) {
        runs[seed] = run(problem, name, FIRST_SEED + seed, slots, checkpoints);
      }
      regrets.put(name, runs);
      print(slots == 1 ? problem.name() : problem.name() + " × " + slots, name, runs, start);
    }
    return regrets;
  }

  /** Asserts it if random search and the other one ran, with seeds enough to tell. */
  static void assertAsGoodAsRandom(
      Problem problem, String name, Map<String, double[][]> regrets, int... checkpoints) {
    double[][] random = regrets.getOrDefault("random", new double[0][]);
    for (int i = 0; i < checkpoints.length && random.length >= ENOUGH; i++) {
      assertThat(median(regrets.getOrDefault(name, random), i))
          .as("%s, %s, after %d trials", problem.name(), name, checkpoints[i])
          .isLessThanOrEqualTo(median(random, i));
    }
  }

  /** A trial that runs. */
  private record Running(int trial, Configuration point, double end) {}

  /**
   * The regret of the trial that shows the lowest score after each number of ended trials; how long
   * trials take differs by up to three times.
   */
  private static double[] run(
      Problem problem, String name, int seed, int slots, int... checkpoints) {
    Seeds seeds = new Seeds(1000 + seed);
    Sampler sampler = sampler(name, problem.space(), seeds);
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 1);
    Queue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::end));
    double[] regrets = new double[checkpoints.length];
    double lowest = Double.POSITIVE_INFINITY;
    double regret = Double.POSITIVE_INFINITY;
    double now = 0;
    int trials = checkpoints[checkpoints.length - 1];
    for (int ended = 0; ended < trials; ended++) {
      while (running.size() < slots && writer.history().trials().size() < trials) {
        running.add(started(sampler, writer, trials, seeds, now));
      }
      Running first = running.remove();
      now = first.end();
      RandomGenerator luck = seeds.generator("shown", first.trial());
      FoldResult result = problem.shown().apply(first.point(), luck);
      writer.finish(first.trial(), 0, result);
      if (result instanceof FoldResult.Scored scored && score(scored) < lowest) {
        lowest = score(scored);
        regret = problem.regret().applyAsDouble(first.point());
      }
      for (int i = 0; i < checkpoints.length; i++) {
        regrets[i] = ended < checkpoints[i] ? regret : regrets[i];
      }
    }
    return regrets;
  }

  private static Running started(
      Sampler sampler, Histories writer, int trials, Seeds seeds, double now) {
    int number = writer.history().trials().size();
    Situation situation =
        new Situation(1, trials - number, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    Configuration point =
        sampler.next(writer.history(), situation, seeds.generator("sampler", number)).orElseThrow();
    writer.start(point).assign(number, 0);
    return new Running(number, point, now + seeds.generator("time", number).nextDouble(0.5, 1.5));
  }

  private static double score(FoldResult.Scored scored) {
    return scored.metrics().values().iterator().next();
  }

  private static void print(String problem, String name, double[][] runs, long start) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < runs[0].length; i++) {
      line.append(String.format(Locale.ROOT, " | %.4g (%.4g)", median(runs, i), mean(runs, i)));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "BENCH %-18s %-7s%s | %.1f s%n", problem, name, line, seconds);
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
