package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.metric.Goal;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures what samplers find in so many trials without noise, one trial at a time: on test
 * functions, and on the tables below {@code hpobench} in the folder that {@code
 * finesweep.bench.data} names. Its figures are printed; from the second number of trials on random
 * search's are the bound.
 */
@Tag("bench")
class SearchQualityIT {

  private static final int SEEDS = Integer.getInteger("finesweep.bench.seeds", 5);
  private static final int FIRST_SEED = Integer.getInteger("finesweep.bench.first-seed", 0);
  private static final String ONLY = System.getProperty("finesweep.bench.only", "");
  private static final List<String> SAMPLERS =
      List.of(System.getProperty("finesweep.bench.samplers", "random,tpe,gp,auto").split(",", -1));

  /** Builds a sampler; trials is how many there will be. */
  private static Sampler sampler(String name, SearchSpace space, Seeds seeds) {
    return switch (name) {
      case "random" -> new RandomSearch(space);
      case "tpe" -> new Tpe(space, seeds);
      case "gp" -> new GaussianProcess(space, seeds);
      case "auto" -> new Auto(space, seeds);
      default -> throw new IllegalArgumentException("There is no sampler '" + name + "'.");
    };
  }

  static Stream<Problem> functions() {
    return Problem.all().stream().filter(p -> p.name().startsWith(ONLY));
  }

  static Stream<Problem> tables() throws Exception {
    String folder = System.getProperty("finesweep.bench.data", "");
    return folder.isEmpty()
        ? Stream.of()
        : Tabulated.all(Path.of(folder, "hpobench")).stream()
            .map(Tabulated::problem)
            .filter(p -> p.name().startsWith(ONLY));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void findsMoreThanRandomSearchInFunctions(Problem problem) {
    compare(problem, 25, 50, 100);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("tables")
  void findsMoreThanRandomSearchInTables(Problem problem) {
    compare(problem, 25, 50, 100, 200);
  }

  private static void compare(Problem problem, int... checkpoints) {
    Map<String, double[]> medians = new LinkedHashMap<>();
    for (String name : SAMPLERS) {
      long start = System.nanoTime();
      double[][] runs = new double[SEEDS][];
      for (int seed = 0; seed < SEEDS; seed++) {
        runs[seed] = run(problem, name, FIRST_SEED + seed, checkpoints);
      }
      medians.put(name, print(problem.name(), name, runs, checkpoints, start));
    }
    double[] random = medians.getOrDefault("random", new double[0]);
    medians.forEach(
        (name, median) -> {
          for (int i = 1; i < random.length; i++) {
            assertThat(median[i]).as("%s, %s", problem.name(), name).isLessThanOrEqualTo(random[i]);
          }
        });
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

  private static double[] print(
      String problem, String name, double[][] runs, int[] checkpoints, long start) {
    double[] medians = new double[checkpoints.length];
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < checkpoints.length; i++) {
      int at = i;
      double[] sorted = Arrays.stream(runs).mapToDouble(run -> run[at]).sorted().toArray();
      medians[i] = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
      double mean = Arrays.stream(sorted).average().orElseThrow();
      line.append(String.format(Locale.ROOT, " | %.4g (%.4g)", medians[i], mean));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "BENCH %-12s %-7s%s | %.1f s%n", problem, name, line, seconds);
    return medians;
  }
}
