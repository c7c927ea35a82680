package io.finesweep.sampler;

import static io.finesweep.space.Spaces.choice;
import static io.finesweep.space.Spaces.logReal;
import static io.finesweep.space.Spaces.real;
import static io.finesweep.space.Spaces.when;
import static io.finesweep.space.Spaces.whole;

import io.finesweep.history.Histories;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A function to minimize of which the lowest value is known; the formulas are in {@code
 * docs/benchmarks.md}, and {@code optuna_bench.py} holds the same ones.
 *
 * @param regret how far the value at a point is above the lowest
 * @param shown what a trial comes to at a point, lower scores being better
 */
record Problem(
    String name,
    SearchSpace space,
    ToDoubleFunction<Configuration> regret,
    BiFunction<Configuration, RandomGenerator, FoldResult> shown) {

  /** A function of which each trial shows the value. */
  Problem(String name, SearchSpace space, ToDoubleFunction<Configuration> regret) {
    this(name, space, regret, (point, luck) -> Histories.scored(regret.applyAsDouble(point)));
  }

  private static final double[][] HARTMANN_A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {.05, 10, 17, .1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, .05, 10, .1, 14}
  };
  private static final double[][] HARTMANN_P = {
    {.1312, .1696, .5569, .0124, .8283, .5886},
    {.2329, .4135, .8307, .3736, .1004, .9991},
    {.2348, .1451, .3522, .2883, .3047, .665},
    {.4047, .8828, .8732, .5743, .1091, .0381}
  };
  private static final double[] HARTMANN_C = {1, 1.2, 3, 3.2};
  private static final double HARTMANN_LOWEST = -3.322368011391339;
  private static final double BRANIN_LOWEST = 0.39788735772973816;

  /** All of them. */
  static List<Problem> all() {
    return List.of(
        new Problem("branin", Spaces.space(real("x0", -5, 10), real("x1", 0, 15)), Problem::branin),
        new Problem("hartmann-6", cube(6, 0, 1), Problem::hartmann),
        new Problem("ackley-10", cube(10, -10, 10), Problem::ackley),
        new Problem("rosenbrock-5", cube(5, -2, 2), Problem::rosenbrock),
        new Problem("levy-8", cube(8, -10, 10), Problem::levy),
        new Problem("mixed", mixedSpace(), Problem::mixed),
        new Problem("conditional", conditionalSpace(), Problem::conditional));
  }

  static SearchSpace cube(int dimensions, double low, double high) {
    return Spaces.space(
        IntStream.range(0, dimensions)
            .mapToObj(i -> real("x" + i, low, high))
            .toArray(Parameter[]::new));
  }

  static double[] x(Configuration point) {
    return IntStream.range(0, point.values().size())
        .mapToDouble(i -> number(point, "x" + i))
        .toArray();
  }

  private static double number(Configuration point, String path) {
    return ((Number) point.value(path).orElseThrow().plain()).doubleValue();
  }

  private static double square(double z) {
    return z * z;
  }

  private static double branin(Configuration point) {
    double[] x = x(point);
    double bent = x[1] - 5.1 / (4 * square(Math.PI)) * square(x[0]) + 5 / Math.PI * x[0] - 6;
    return square(bent) + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10 - BRANIN_LOWEST;
  }

  private static double hartmann(Configuration point) {
    double[] x = x(point);
    double value = 0;
    for (int i = 0; i < HARTMANN_C.length; i++) {
      double distance = 0;
      for (int j = 0; j < x.length; j++) {
        distance += HARTMANN_A[i][j] * square(x[j] - HARTMANN_P[i][j]);
      }
      value -= HARTMANN_C[i] * Math.exp(-distance);
    }
    return value - HARTMANN_LOWEST;
  }

  private static double ackley(Configuration point) {
    double[] x = x(point);
    double squares = 0;
    double waves = 0;
    for (int i = 0; i < x.length; i++) {
      double z = x[i] - 5 * Math.sin(i + 1.0);
      squares += square(z);
      waves += Math.cos(2 * Math.PI * z);
    }
    return 20
        - 20 * Math.exp(-0.2 * Math.sqrt(squares / x.length))
        + Math.E
        - Math.exp(waves / x.length);
  }

  private static double rosenbrock(Configuration point) {
    double[] x = x(point);
    double value = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      value += 100 * square(x[i + 1] - square(x[i])) + square(1 - x[i]);
    }
    return value;
  }

  private static double levy(Configuration point) {
    double[] w = x(point);
    for (int i = 0; i < w.length; i++) {
      w[i] = 1 + (w[i] - 1) / 4;
    }
    int last = w.length - 1;
    double value = square(Math.sin(Math.PI * w[0]));
    for (int i = 0; i < last; i++) {
      value += square(w[i] - 1) * (1 + 10 * square(Math.sin(Math.PI * w[i] + 1)));
    }
    return value + square(w[last] - 1) * (1 + square(Math.sin(2 * Math.PI * w[last])));
  }

  private static SearchSpace mixedSpace() {
    return Spaces.space(
        real("x0", 0, 1),
        real("x1", 0, 1),
        real("x2", 0, 1),
        whole("k", 0, 10),
        choice("a", "0", "1", "2", "3"),
        choice("b", "0", "1", "2"));
  }

  /** A quadratic function whose lowest point depends on both categories. */
  private static double mixed(Configuration point) {
    int a = Integer.parseInt(text(point, "a"));
    int b = Integer.parseInt(text(point, "b"));
    double value = 0.1 * ((a + 2) % 4) + 0.15 * ((b + 1) % 3);
    for (int j = 0; j < 3; j++) {
      double lowest = 0.15 + 0.7 * ((3 * a + 5 * b + 4 * j) % 11 / 11.0);
      value += 2 * square(number(point, "x" + j) - lowest);
    }
    return value + square((number(point, "k") - (2 + a + 2 * b)) / 10);
  }

  private static String text(Configuration point, String path) {
    return String.valueOf(point.value(path).orElseThrow().plain());
  }

  private static SearchSpace conditionalSpace() {
    return Spaces.space(
        choice("branch", "a", "b", "c"),
        when("branch", "a", logReal("rate", 1e-5, 1)),
        when("branch", "a", real("u", 0, 1)),
        when("branch", "a", real("v", 0, 1)),
        when("branch", "b", real("w", 0, 1)),
        when("branch", "b", whole("k", 1, 20)),
        when("branch", "c", real("z", 0, 1)));
  }

  /** Three branches; the one that is lowest in the end is the hardest to see. */
  private static double conditional(Configuration point) {
    return switch (text(point, "branch")) {
      case "a" ->
          square((Math.log10(number(point, "rate")) + 3.2) / 2)
              + 4 * square(number(point, "u") - 0.3)
              + 4 * square(number(point, "v") - 0.8);
      case "b" -> 0.1 + square(number(point, "w") - 0.6) + square((number(point, "k") - 13) / 20);
      default -> 0.25 + 0.2 * square(number(point, "z") - 0.5);
    };
  }

  @Override
  public String toString() {
    return name.toLowerCase(Locale.ROOT);
  }
}
