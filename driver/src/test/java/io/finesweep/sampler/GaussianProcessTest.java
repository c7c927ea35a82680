package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianProcessTest extends SamplerContract {

  private static final SearchSpace LINE = Spaces.space(Spaces.real("x", 0, 1));
  private static final SearchSpace SQUARE =
      Spaces.space(Spaces.real("x", 0, 1), Spaces.real("y", 0, 1));

  @Override
  Sampler sampler(SearchSpace space) {
    return new GaussianProcess(space, SEEDS);
  }

  private static double number(Configuration point, String path) {
    return ((Value.Real) point.value(path).orElseThrow()).number();
  }

  private static Configuration at(double x) {
    return Configuration.of(Map.of("x", new Value.Real(x)));
  }

  private static double bowl(Configuration point) {
    double x = number(point, "x") - 0.3;
    double y = number(point, "y") - 0.6;
    return -x * x - 2 * y * y - x * y;
  }

  @Test
  void beginsWithASobolSequence() {
    History history = played(sampler(SQUARE), 10, GaussianProcessTest::bowl);
    History sobol = played(new Sobol(SQUARE, SEEDS), 10, GaussianProcessTest::bowl);
    for (int number = 0; number < 10; number++) {
      assertThat(history.trial(number).configuration())
          .isEqualTo(sobol.trial(number).configuration());
    }
  }

  @Test
  void findsTheBottomOfABowl() {
    History history = played(sampler(SQUARE), 25, GaussianProcessTest::bowl);
    double best =
        history.trials().stream().mapToDouble(t -> bowl(t.configuration())).max().orElseThrow();
    assertThat(best).isCloseTo(0, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-10, -1e6, -1e200})
  void findsTheBottomOfABowlBesideABogusValue(double bogus) {
    int[] told = {0};
    History history =
        played(
            sampler(SQUARE), 25, point -> told[0]++ == 4 ? bogus : GaussianProcessTest.bowl(point));
    double best =
        history.trials().stream()
            .filter(trial -> trial.number() != 4)
            .mapToDouble(trial -> bowl(trial.configuration()))
            .max()
            .orElseThrow();
    assertThat(best).isCloseTo(0, within(1e-3));
  }

  @Test
  void findsTheBestOfACorner() {
    ToDoubleFunction<Configuration> slope =
        point -> number(point, "x") - number(point, "y") - Math.pow(number(point, "z"), 2);
    SearchSpace cube =
        Spaces.space(
            Spaces.real("x", 0, 1), Spaces.real("y", 0, 1), Spaces.stepped("z", 0, 1, 0.1));
    History history = played(sampler(cube), 20, slope);
    double best =
        history.trials().stream()
            .mapToDouble(trial -> slope.applyAsDouble(trial.configuration()))
            .max()
            .orElseThrow();
    assertThat(best).isEqualTo(1);
  }

  @Test
  void doesNotDependOnTheUnitsOfTheLoss() {
    History history = played(sampler(SQUARE), 18, GaussianProcessTest::bowl);
    Histories scaled = Histories.of(Goal.MAXIMIZE, 1, 1);
    for (var trial : history.trials()) {
      scaled.trial(trial.configuration(), 1000 * bowl(trial.configuration()) + 12.5);
    }
    Configuration plain = next(sampler(SQUARE), history).orElseThrow();
    Configuration other = next(sampler(SQUARE), scaled.history()).orElseThrow();
    for (String path : new String[] {"x", "y"}) {
      assertThat(number(other, path)).isCloseTo(number(plain, path), within(1e-6));
    }
  }

  @Test
  void spreadsWhatRunsAtTheSameTime() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    for (int i = 0; i < 12; i++) {
      writer.trial(at((i + 0.5) / 12), -Math.pow((i + 0.5) / 12 - 0.4, 2));
    }
    Sampler sampler = sampler(LINE);
    double[] proposed = new double[32];
    for (int i = 0; i < proposed.length; i++) {
      Configuration point = next(sampler, writer.history()).orElseThrow();
      proposed[i] = number(point, "x");
      writer.start(point).assign(12 + i, 0);
    }
    java.util.Arrays.sort(proposed);
    int apart = 0;
    for (int i = 1; i < proposed.length; i++) {
      apart += proposed[i] - proposed[i - 1] > 1e-3 ? 1 : 0;
    }
    assertThat(apart).isGreaterThan(20);
  }

  @Test
  void learnsFromRungsBelowAsFarAsTheyOrderTrialsAlike() {
    assertThat(near(0.8, x -> 10 + rugged(x))).isGreaterThan(14);
    assertThat(near(0.8, x -> 10 - rugged(x))).isLessThan(5);
  }

  /** Lowest at .8, and too rugged for a model of a few values to order them. */
  private static double rugged(double x) {
    return Math.abs(x - 0.8) + 0.2 * Math.sin(1000 * x);
  }

  /** How many of 20 suggestions lie there where all trials show {@code early} after 3 epochs. */
  private long near(double where, DoubleUnaryOperator early) {
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 9);
    for (int i = 0; i < 40; i++) {
      double x = (i + 0.5) / 40;
      writer.start(at(x)).assign(new RunId(i, 0, 3));
      writer.finish(i, 0, Histories.scored(early.applyAsDouble(x)));
      if (i % 3 == 0) {
        writer.score(i, 0, rugged(x));
      }
    }
    Sampler sampler = sampler(LINE);
    return IntStream.range(0, 20)
        .mapToObj(i -> SEEDS.generator("sampler", 100 + i))
        .map(random -> sampler.next(writer.history(), SITUATION, random).orElseThrow())
        .filter(point -> Math.abs(number(point, "x") - where) < 0.02)
        .count();
  }

  @Test
  void keepsAwayFromWhereTrialsFail() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    Sampler sampler = sampler(LINE);
    int failed = 0;
    for (int number = 0; number < 40; number++) {
      Configuration point = next(sampler, writer.history()).orElseThrow();
      double x = number(point, "x");
      writer.start(point).assign(number, 0);
      boolean fails = x > 0.5;
      writer.finish(number, 0, fails ? Histories.failed("no") : Histories.scored(x));
      failed += fails && number >= 20 ? 1 : 0;
    }
    assertThat(failed).isLessThan(14);
    double best =
        writer.history().trials().stream()
            .mapToDouble(trial -> number(trial.configuration(), "x"))
            .filter(x -> x <= 0.5)
            .max()
            .orElseThrow();
    assertThat(best).isGreaterThan(0.45);
  }

  @Test
  void isNotBlindedByTrialsThatFailByChance() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    Sampler sampler = sampler(SQUARE);
    double best = Double.NEGATIVE_INFINITY;
    for (int number = 0; number < 45; number++) {
      Configuration point = next(sampler, writer.history()).orElseThrow();
      boolean fails = number % 3 == 1;
      writer.start(point).assign(number, 0);
      writer.finish(number, 0, fails ? Histories.failed("no") : Histories.scored(bowl(point)));
      best = fails ? best : Math.max(best, bowl(point));
    }
    assertThat(best).isCloseTo(0, within(1e-4));
  }

  @Test
  void proposesAdmissiblePointsOnly() {
    Predicate<Configuration> ordered = point -> number(point, "x") <= number(point, "y");
    Sampler sampler = new GaussianProcess(SQUARE, SEEDS, ordered);
    History history = played(sampler, 30, point -> number(point, "x") - number(point, "y") / 2);
    assertThat(history.trials()).allMatch(trial -> ordered.test(trial.configuration()));
    double best =
        history.trials().stream()
            .mapToDouble(t -> number(t.configuration(), "x") - number(t.configuration(), "y") / 2)
            .max()
            .orElseThrow();
    assertThat(best).isGreaterThan(0.4);
  }

  @Test
  void trustsTrialsWithMoreFoldsMore() {
    Histories writer = Histories.of(Goal.MINIMIZE, 3, 1);
    for (int i = 0; i < 12; i++) {
      double x = i / 11.0;
      double wave = 0.3 * Math.cos(40 * x);
      writer.trial(at(x), x + wave, x - wave, x);
    }
    Configuration point = next(sampler(LINE), writer.history()).orElseThrow();
    assertThat(number(point, "x")).isLessThan(0.3);
  }

  @Test
  void leavesABranchThatIsWorse() {
    SearchSpace space =
        Spaces.space(
            Spaces.choice("branch", "a", "b"),
            Spaces.when("branch", "a", Spaces.real("a", 0, 1)),
            Spaces.when("branch", "b", Spaces.real("b", 0, 1)));
    Predicate<Configuration> better = point -> point.value("b").isPresent();
    History history =
        played(
            sampler(space),
            40,
            point ->
                better.test(point)
                    ? -Math.pow(number(point, "b") - 0.7, 2)
                    : -1 - Math.pow(number(point, "a") - 0.2, 2));
    long visits =
        history.trials().stream().skip(15).filter(t -> better.test(t.configuration())).count();
    assertThat(visits).isGreaterThan(15);
  }
}
