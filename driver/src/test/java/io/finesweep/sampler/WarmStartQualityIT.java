package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.PastSweep;
import io.finesweep.metric.Goal;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures what an earlier sweep is worth, and what one costs that misleads: 60 random points of
 * the same function, of one that is lowest elsewhere, of the reversed one, and of noise.
 */
@Tag("bench")
class WarmStartQualityIT {

  private static final int SEEDS = Integer.getInteger("finesweep.bench.seeds", 40);
  private static final String SAMPLER = System.getProperty("finesweep.bench.samplers", "auto");
  private static final List<String> PASTS = List.of("none", "same", "near", "reversed", "noise");
  private static final int[] CHECKPOINTS = {10, 20, 30, 40, 50};
  private static final int RESULTS = 60;

  static Stream<Problem> problems() {
    return Problem.all().stream()
        .filter(p -> List.of("branin", "hartmann-6", "mixed", "levy-8").contains(p.name()));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aPastThatMisleadsCostsTenTrialsAtMost(Problem problem) {
    Map<String, double[]> medians = new LinkedHashMap<>();
    for (String past : PASTS) {
      double[][] runs = new double[SEEDS][];
      for (int seed = 0; seed < SEEDS; seed++) {
        runs[seed] = run(problem, past, new Seeds(1000 + seed));
      }
      double[] median = new double[CHECKPOINTS.length];
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < median.length; i++) {
        int at = i;
        double[] sorted = Arrays.stream(runs).mapToDouble(run -> run[at]).sorted().toArray();
        median[i] = (sorted[(SEEDS - 1) / 2] + sorted[SEEDS / 2]) / 2;
        line.append(String.format(Locale.ROOT, " | %.3g", median[i]));
      }
      medians.put(past, median);
      System.out.printf(Locale.ROOT, "WARM %-10s %-5s %-8s%s%n", problem, SAMPLER, past, line);
    }
    double[] cold = medians.getOrDefault("none", new double[0]);
    double[] reversed = medians.getOrDefault("reversed", new double[0]);
    assertThat(reversed[4]).isLessThanOrEqualTo(Math.max(cold[3], 1e-4));
  }

  private static PastSweep past(Problem problem, String kind, Seeds seeds) {
    RandomGenerator random = seeds.generator("past");
    ToDoubleFunction<Configuration> regret = problem.regret();
    List<PastSweep.Result> results = new ArrayList<>();
    for (int i = 0; i < RESULTS; i++) {
      Configuration point = problem.space().draw(random);
      double loss =
          switch (kind) {
            case "same" -> regret.applyAsDouble(point);
            case "near" -> regret.applyAsDouble(shifted(problem, point));
            case "reversed" -> -regret.applyAsDouble(point);
            default -> random.nextGaussian();
          };
      results.add(new PastSweep.Result(point, loss, 0));
    }
    return new PastSweep(kind, results);
  }

  /** The point a tenth of each range further on. */
  private static Configuration shifted(Problem problem, Configuration point) {
    return problem
        .space()
        .at(
            parameter ->
                Math.min(0.999, 0.1 + parameter.unit(point.value(parameter.path()).orElseThrow())));
  }

  private static double[] run(Problem problem, String kind, Seeds seeds) {
    Sampler learning =
        switch (SAMPLER) {
          case "tpe" -> new Tpe(problem.space(), seeds);
          case "gp" -> new GaussianProcess(problem.space(), seeds);
          default -> new Auto(problem.space(), seeds);
        };
    Sampler sampler = new TryFirst(List.of(), learning);
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 1);
    if (!kind.equals("none")) {
      List<PastSweep> past = List.of(past(problem, kind, seeds));
      writer.record(new Event.Recalled(Portfolio.of(past, problem.space()), past));
    }
    double[] lowest = new double[CHECKPOINTS.length];
    double best = Double.POSITIVE_INFINITY;
    for (int number = 0, next = 0; next < lowest.length; number++) {
      Configuration point =
          sampler
              .next(writer.history(), SamplerContract.SITUATION, seeds.generator("sampler", number))
              .orElseThrow();
      double regret = problem.regret().applyAsDouble(point);
      writer.trial(point, regret);
      best = Math.min(best, regret);
      if (number + 1 == CHECKPOINTS[next]) {
        lowest[next++] = best;
      }
    }
    return lowest;
  }
}
