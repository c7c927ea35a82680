package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures what samplers find in so many trials without noise, one trial at a time: on test
 * functions, and on the tables below {@code hpobench} in the folder that {@code
 * finesweep.bench.data} names. Its figures are printed. Random search's are the bound everywhere, a
 * share of those of Optuna's TPE that of {@code auto}, where there are seeds enough to tell.
 */
@Tag("bench")
class SearchQualityIT {

  private static final String ONLY = System.getProperty("finesweep.bench.only", "");

  /** Optuna 5.0.0, its default TPE: medians over 20 seeds after 100 trials. */
  private static final Map<String, Double> OPTUNA_ON_FUNCTIONS =
      Map.of(
          "branin", 0.01884,
          "hartmann-6", 0.09433,
          "ackley-10", 6.607,
          "rosenbrock-5", 5.874,
          "levy-8", 4.339,
          "mixed", 0.1539,
          "conditional", 0.1);

  /** Likewise the means over 20 seeds and the four tables, after 25, 50, 100 and 200 trials. */
  private static final double[] OPTUNA_ON_TABLES = {0.1015, 0.0657, 0.0391, 0.0279};

  private static final int TABLES = 4;

  static Stream<Problem> functions() {
    return Problem.all().stream().filter(p -> p.name().startsWith(ONLY));
  }

  static Stream<Problem> tables() throws Exception {
    return Tabulated.all().stream().map(Tabulated::problem).filter(p -> p.name().startsWith(ONLY));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void findsMoreInFunctionsThanTheTargetsSay(Problem problem) {
    double[][] auto = SamplerComparison.regrets(problem, 25, 50, 100).get("auto");
    if (auto != null && SamplerComparison.isTelling()) {
      double share = problem.name().equals("ackley-10") ? 0.8 : 0.5;
      assertThat(SamplerComparison.median(auto, 2))
          .as(problem.name())
          .isLessThanOrEqualTo(share * OPTUNA_ON_FUNCTIONS.getOrDefault(problem.name(), 0.0));
    }
  }

  @Test
  void findsMoreInTablesThanTheTargetsSay() throws Exception {
    List<Problem> tables = tables().toList();
    double[] sums = new double[OPTUNA_ON_TABLES.length];
    for (Problem problem : tables) {
      double[][] auto =
          SamplerComparison.regrets(problem, 25, 50, 100, 200)
              .getOrDefault("auto", new double[0][]);
      for (int i = 0; i < sums.length && auto.length > 0; i++) {
        sums[i] += SamplerComparison.mean(auto, i) / TABLES;
      }
    }
    System.out.printf(Locale.ROOT, "BENCH tables auto, means %s%n", Arrays.toString(sums));
    if (tables.size() == TABLES && sums[0] > 0 && SamplerComparison.isTelling()) {
      for (int i = 1; i < sums.length; i++) {
        assertThat(sums[i]).isLessThanOrEqualTo(0.7 * OPTUNA_ON_TABLES[i]);
      }
    }
  }
}
