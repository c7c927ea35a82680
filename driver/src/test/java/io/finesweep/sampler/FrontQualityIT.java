package io.finesweep.sampler;

import static io.finesweep.space.Spaces.choice;
import static io.finesweep.space.Spaces.real;
import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.Pareto;
import io.finesweep.history.Terms;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures how much of the hypervolume of the true front samplers find with several objectives in
 * so many trials, one at a time; the formulas are in {@code docs/benchmarks.md}.
 */
@Tag("bench")
class FrontQualityIT {

  private static final int SEEDS = Integer.getInteger("finesweep.bench.seeds", 5);
  private static final int[] CHECKPOINTS = {25, 50, 100};
  private static final List<String> SAMPLERS =
      List.of(System.getProperty("finesweep.bench.samplers", "random,tpe,gp,auto").split(",", -1));

  /**
   * Several functions to minimize together.
   *
   * @param reference from which hypervolumes are measured
   * @param whole the hypervolume of the true front
   */
  private record Problem(
      String name,
      SearchSpace space,
      Function<Configuration, double[]> losses,
      double[] reference,
      double whole) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Problem> problems() {
    double sphere = Math.pow(1.1, 3) - Math.PI / 6;
    return Stream.of(
        new Problem("zdt1", cube(6), FrontQualityIT::zdt1, new double[] {1.1, 1.1}, 1.21 - 1.0 / 3),
        new Problem("dtlz2", cube(6), FrontQualityIT::dtlz2, new double[] {1.1, 1.1, 1.1}, sphere),
        new Problem(
            "size",
            Spaces.space(
                real("x0", 0, 1),
                real("x1", 0, 1),
                real("x2", 0, 1),
                choice("a", "0", "1", "2", "3")),
            FrontQualityIT::size,
            new double[] {1.1, 1.1},
            1.21 - (1 - Math.exp(-4)) / 4 - 0.1 * Math.exp(-4)));
  }

  private static SearchSpace cube(int dimensions) {
    return Spaces.space(
        IntStream.range(0, dimensions)
            .mapToObj(i -> real("x" + i, 0, 1))
            .toArray(Parameter[]::new));
  }

  private static double x(Configuration point, int i) {
    return ((Number) point.value("x" + i).orElseThrow().plain()).doubleValue();
  }

  private static double[] zdt1(Configuration point) {
    double sum = 0;
    for (int i = 1; i < 6; i++) {
      sum += x(point, i);
    }
    double g = 1 + 9 * sum / 5;
    return new double[] {x(point, 0), g * (1 - Math.sqrt(x(point, 0) / g))};
  }

  private static double[] dtlz2(Configuration point) {
    double g = 1;
    for (int i = 2; i < 6; i++) {
      g += Math.pow(x(point, i) - 0.5, 2);
    }
    double a = x(point, 0) * Math.PI / 2;
    double b = x(point, 1) * Math.PI / 2;
    return new double[] {
      g * Math.cos(a) * Math.cos(b), g * Math.cos(a) * Math.sin(b), g * Math.sin(a)
    };
  }

  /** A loss that falls with size, the more so the better the rest is chosen for the kind. */
  private static double[] size(Configuration point) {
    int kind = Integer.parseInt(String.valueOf(point.value("a").orElseThrow().plain()));
    double off = Math.pow(x(point, 1) - 0.2 - 0.2 * kind, 2) + Math.pow(x(point, 2) - 0.6, 2);
    double size = x(point, 0);
    return new double[] {Math.exp(-4 * size) + 2 * off + 0.1 * ((kind + 2) % 4), size};
  }

  @ParameterizedTest
  @MethodSource("problems")
  void findsMoreOfTheFrontThanRandomSearch(Problem problem) {
    Map<String, double[]> medians = new LinkedHashMap<>();
    for (String name : SAMPLERS) {
      long start = System.nanoTime();
      double[][] runs = new double[SEEDS][];
      for (int seed = 0; seed < SEEDS; seed++) {
        runs[seed] = run(problem, name, new Seeds(1000 + seed));
      }
      double[] median = new double[CHECKPOINTS.length];
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < CHECKPOINTS.length; i++) {
        int at = i;
        double[] sorted = Arrays.stream(runs).mapToDouble(run -> run[at]).sorted().toArray();
        median[i] = (sorted[(SEEDS - 1) / 2] + sorted[SEEDS / 2]) / 2;
        line.append(String.format(Locale.ROOT, " | %.3f", median[i]));
      }
      medians.put(name, median);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "FRONT %-6s %-7s%s | %.1f s%n", problem, name, line, seconds);
    }
    double[] random = medians.getOrDefault("random", new double[CHECKPOINTS.length]);
    medians.forEach(
        (name, median) ->
            assertThat(median[2]).as("%s, %s", problem, name).isGreaterThanOrEqualTo(random[2]));
  }

  /** The share of the true front's hypervolume after each number of trials. */
  private static double[] run(Problem problem, String name, Seeds seeds) {
    Sampler sampler =
        switch (name) {
          case "random" -> new RandomSearch(problem.space());
          case "tpe" -> new Tpe(problem.space(), seeds);
          case "gp" -> new GaussianProcess(problem.space(), seeds);
          default -> new Auto(problem.space(), seeds);
        };
    List<Objective> objectives =
        IntStream.range(0, problem.reference().length)
            .mapToObj(i -> new Objective("f" + i, Goal.MINIMIZE))
            .toList();
    Histories writer = Histories.of(new Terms(objectives, new Budget(1, 1)));
    List<double[]> found = new ArrayList<>();
    double[] shares = new double[CHECKPOINTS.length];
    for (int i = 0; i < CHECKPOINTS.length; i++) {
      while (found.size() < CHECKPOINTS[i]) {
        Configuration point =
            sampler
                .next(
                    writer.history(),
                    SamplerContract.SITUATION,
                    seeds.generator("sampler", found.size()))
                .orElseThrow();
        double[] losses = problem.losses().apply(point);
        Map<String, Double> values = new HashMap<>();
        for (int j = 0; j < losses.length; j++) {
          values.put("f" + j, losses[j]);
        }
        writer.trial(point, values);
        found.add(losses);
      }
      double[][] all = found.toArray(double[][]::new);
      List<double[]> front = Pareto.fronts(all, 1).get(0).stream().map(p -> all[p]).toList();
      shares[i] = Pareto.hypervolume(front, problem.reference()) / problem.whole();
    }
    return shares;
  }
}
