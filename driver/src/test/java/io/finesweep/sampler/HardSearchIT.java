package io.finesweep.sampler;

import io.finesweep.history.Histories;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures what samplers find where trials fail, by chance or for a cause, come to bogus losses, to
 * chance level or to noise, one at a time and with 8 and 32 at once, and on the test functions with
 * so many at once. The formulas are in {@code docs/benchmarks.md}; what random search finds is the
 * bound for {@code auto}.
 */
@Tag("bench")
class HardSearchIT {

  private static final String ONLY = System.getProperty("finesweep.bench.only", "");
  private static final List<Integer> SLOTS =
      Arrays.stream(System.getProperty("finesweep.bench.slots", "1,8,32").split(",", -1))
          .map(Integer::valueOf)
          .toList();
  private static final int[] TRIALS = {64, 128};
  private static final double[] LOWEST = {0.45, 0.35, 0.55, 0.6, 0.7, 0.25};
  private static final double[] WEIGHTS = {4, 2, 1, 0.5, 0.25, 2};

  static Stream<Arguments> cases() {
    List<Problem> hard =
        List.of(
            problem("fails-1-of-10", 5, HardSearchIT::bowl, failing(0.1)),
            problem("fails-3-of-10", 5, HardSearchIT::bowl, failing(0.3)),
            problem("fails-5-of-10", 5, HardSearchIT::bowl, failing(0.5)),
            problem("bogus", 5, HardSearchIT::bowl, HardSearchIT::bogus),
            problem("region", 5, HardSearchIT::bowl, HardSearchIT::inRegion),
            problem("cliff", 4, HardSearchIT::bowl, HardSearchIT::onCliff),
            problem("plateau", 6, HardSearchIT::belowPlateau, HardSearchIT::untrained),
            problem("noise", 5, HardSearchIT::bowl, HardSearchIT::noisy));
    return Stream.concat(hard.stream(), Problem.all().stream())
        .filter(problem -> problem.name().startsWith(ONLY))
        .flatMap(problem -> SLOTS.stream().map(slots -> Arguments.of(problem, slots)));
  }

  private static Problem problem(
      String name,
      int dimensions,
      ToDoubleFunction<double[]> regret,
      BiFunction<double[], RandomGenerator, FoldResult> shown) {
    return new Problem(
        name,
        Problem.cube(dimensions, 0, 1),
        point -> regret.applyAsDouble(Problem.x(point)),
        (Configuration point, RandomGenerator luck) -> shown.apply(Problem.x(point), luck));
  }

  private static double bowl(double[] x) {
    return IntStream.range(0, x.length)
        .mapToDouble(j -> WEIGHTS[j] * Math.pow(x[j] - LOWEST[j], 2))
        .sum();
  }

  private static BiFunction<double[], RandomGenerator, FoldResult> failing(double share) {
    return (x, luck) ->
        luck.nextDouble() < share ? Histories.failed("by chance") : Histories.scored(bowl(x));
  }

  private static FoldResult bogus(double[] x, RandomGenerator luck) {
    return Histories.scored(luck.nextDouble() < 0.3 ? 20 : bowl(x));
  }

  private static FoldResult inRegion(double[] x, RandomGenerator luck) {
    return x[0] > 0.5 || x[1] + x[2] > 1.3
        ? Histories.failed("the region")
        : Histories.scored(bowl(x));
  }

  private static FoldResult onCliff(double[] x, RandomGenerator luck) {
    return Histories.scored(x[0] > 0.65 ? 1000 + 1000 * x[1] : bowl(x));
  }

  private static boolean learnsNothing(double[] x) {
    return x[0] > 0.6 || x[1] < 0.3 || x[2] + x[3] > 1.2;
  }

  private static double belowPlateau(double[] x) {
    return learnsNothing(x) ? 0.9 : Math.min(0.9, bowl(x));
  }

  private static FoldResult untrained(double[] x, RandomGenerator luck) {
    return Histories.scored(belowPlateau(x));
  }

  private static FoldResult noisy(double[] x, RandomGenerator luck) {
    return Histories.scored(bowl(x) + 0.1 * luck.nextGaussian());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void autoFindsNoLessThanRandomSearch(Problem problem, int slots) {
    Map<String, double[][]> regrets = SamplerComparison.regretsOf(problem, slots, TRIALS);
    SamplerComparison.assertAsGoodAsRandom(problem, "auto", regrets, TRIALS);
  }
}
