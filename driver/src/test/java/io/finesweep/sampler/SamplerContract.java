package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.metric.Goal;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sampler promises. */
abstract class SamplerContract {

  static final Seeds SEEDS = new Seeds(42);
  static final Situation SITUATION =
      new Situation(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /** A new sampler of the kind under test. */
  abstract Sampler sampler(SearchSpace space);

  static Optional<Configuration> next(Sampler sampler, History history) {
    return sampler.next(history, SITUATION, SEEDS.generator("sampler", history.trials().size()));
  }

  /** A score, higher is better, that depends on every parameter. */
  static double score(Configuration point) {
    double sum = 0;
    for (Value value : point.values().values()) {
      sum -=
          value.plain() instanceof Number number
              ? Math.abs(Math.log(Math.abs(number.doubleValue()) + 0.01) + 1)
              : Math.floorMod(value.plain().hashCode(), 5) / 5.0;
    }
    return sum;
  }

  /** A history of trials that {@code sampler} proposed, one after another. */
  static History played(Sampler sampler, int trials, ToDoubleFunction<Configuration> objective) {
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    for (int number = 0; number < trials; number++) {
      Configuration point = next(sampler, writer.history()).orElseThrow();
      writer.trial(point, objective.applyAsDouble(point));
    }
    return writer.history();
  }

  static Stream<SearchSpace> spaces() {
    return Stream.of(
        Spaces.mixed(),
        Spaces.conditional(),
        Spaces.constrained(),
        Spaces.tight(),
        Spaces.space(Spaces.real("only", -1, 1)),
        Spaces.space(
            Spaces.real("fixed", 2, 2), Spaces.choice("one", "x"), Spaces.real("a", 0, 1)));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void proposesPointsOfTheSpaceEachOnce(SearchSpace space) {
    History history = played(sampler(space), 40, SamplerContract::score);
    Set<String> keys = new HashSet<>();
    for (var trial : history.trials()) {
      assertThat(space.faults(trial.configuration())).isEmpty();
      assertThat(keys.add(trial.configuration().key())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MAX_VALUE, -Double.MAX_VALUE})
  void goesOnAfterValuesAtTheEndsOfWhatNumbersHold(double end) {
    SearchSpace space = Spaces.mixed();
    Sampler sampler = sampler(space);
    Histories writer = Histories.of(Goal.MAXIMIZE, 2, 1);
    for (int number = 0; number < 20; number++) {
      Configuration point = next(sampler, writer.history()).orElseThrow();
      double score = number % 5 == 3 ? end : score(point);
      writer.trial(point, score, score / 2);
    }
    assertThat(space.faults(next(sampler, writer.history()).orElseThrow())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void remembersNothingButTheHistory(SearchSpace space) {
    Sampler used = sampler(space);
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    List<History> states = new ArrayList<>();
    List<Configuration> proposed = new ArrayList<>();
    for (int number = 0; number < 30; number++) {
      states.add(writer.history());
      Configuration point = next(used, writer.history()).orElseThrow();
      proposed.add(point);
      writer.trial(point, score(point));
    }
    for (int number : new int[] {29, 3, 17, 12, 28}) {
      assertThat(next(used, states.get(number))).contains(proposed.get(number));
      assertThat(next(sampler(space), states.get(number))).contains(proposed.get(number));
    }
  }

  @Test
  void exhaustsAFiniteSpaceExactly() {
    Sampler sampler = sampler(Spaces.finite());
    History history = played(sampler, 18, SamplerContract::score);
    assertThat(history.trials().stream().map(trial -> trial.configuration().key()).distinct())
        .hasSize(18);
    assertThat(next(sampler, history)).isEmpty();
    assertThat(next(sampler(Spaces.finite()), history)).isEmpty();
  }

  @Test
  void exhaustsExactlyWhatTheConstraintsLeaveOfAFiniteSpace() {
    SearchSpace space = Spaces.where(Spaces.finite(), "layers != 2", "momentum > 0.5");
    History history = played(sampler(space), 10, SamplerContract::score);
    assertThat(history.trials()).allMatch(trial -> space.admits(trial.configuration()));
    assertThat(next(sampler(space), history)).isEmpty();
  }

  @Test
  void exhaustsExactlyWhatTightConstraintsLeaveOfALargeSpace() {
    SearchSpace space =
        Spaces.where(
            Spaces.space(
                Spaces.whole("a", 1, 40), Spaces.whole("b", 1, 40),
                Spaces.whole("c", 1, 40), Spaces.whole("d", 1, 40)),
            "a == b",
            "b == c",
            "c == d",
            "d > 20");
    History history = played(sampler(space), 20, SamplerContract::score);
    assertThat(history.trials()).allMatch(trial -> space.admits(trial.configuration()));
    assertThat(next(sampler(space), history)).isEmpty();
  }

  @Test
  void numbersOfAGridAndOptionsAreExactlyThoseDeclared() {
    SearchSpace space =
        Spaces.space(
            Spaces.ordinal("size", 0.1, 0.7, 3.3),
            Spaces.stepped("rate", 0, 1, 0.1),
            Spaces.logWhole("units", 3, 300),
            Spaces.choice("kind", "a", true, 0.3));
    History history = played(sampler(space), 40, SamplerContract::score);
    for (var trial : history.trials()) {
      for (Parameter parameter : space.parameters()) {
        Value value = trial.configuration().value(parameter.path()).orElseThrow();
        assertThat(LongStream.range(0, parameter.cardinality()).mapToObj(parameter::value))
            .contains(value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void besideThirtyTwoThatRunItRepeatsNone(SearchSpace space) {
    Histories writer = Histories.after(played(sampler(space), 14, SamplerContract::score));
    Sampler sampler = sampler(space);
    for (int number = 14; number < 46; number++) {
      Configuration point = next(sampler, writer.history()).orElseThrow();
      assertThat(space.faults(point)).isEmpty();
      assertThat(writer.history().knows(point.key())).isFalse();
      writer.start(point).assign(number, 0);
    }
  }

  @Test
  void aSpaceWithoutParametersHasOnePoint() {
    Sampler sampler = sampler(Spaces.space());
    History history = played(sampler, 1, point -> 1);
    assertThat(next(sampler, history)).isEmpty();
  }

  @Test
  void leavesOutPointsThatWereTriedFirst() {
    Sampler sampler = sampler(Spaces.finite());
    History fresh = played(sampler, 9, SamplerContract::score);
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    for (int number : new int[] {8, 4, 6}) {
      writer.trial(fresh.trial(number).configuration(), 1);
    }
    Set<String> keys = new HashSet<>();
    for (int number = 3; number < 18; number++) {
      Configuration point = next(sampler, writer.history()).orElseThrow();
      assertThat(writer.history().knows(point.key())).isFalse();
      keys.add(point.key());
      writer.trial(point, 1);
    }
    assertThat(keys).hasSize(15);
    assertThat(next(sampler, writer.history())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void carriesOnWhenEverythingFailsOrIsEqualOrStillRuns(SearchSpace space) {
    Sampler sampler = sampler(space);
    for (int kind = 0; kind < 3; kind++) {
      Histories writer = Histories.of(Goal.MAXIMIZE, 2, 1);
      for (int number = 0; number < 25; number++) {
        Configuration point = next(sampler, writer.history()).orElseThrow();
        assertThat(space.faults(point)).isEmpty();
        assertThat(writer.history().knows(point.key())).isFalse();
        writer.start(point).assign(number, 0);
        if (kind == 0) {
          writer.finish(number, 0, number % 2 == 0 ? Histories.failed("no") : Histories.diverged());
        } else if (kind == 1) {
          writer.finish(number, 0, Histories.scored(0.25));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void theOrderOfArrivalIsIrrelevant(SearchSpace space) {
    History straight = played(sampler(space), 24, SamplerContract::score);
    Histories shuffled = Histories.of(Goal.MAXIMIZE, 1, 1);
    List<Integer> order = new ArrayList<>();
    for (var trial : straight.trials()) {
      shuffled.start(trial.configuration()).assign(trial.number(), 0);
      order.add(trial.number());
    }
    Collections.shuffle(order, new Random(7));
    for (int number : order) {
      Configuration point = straight.trial(number).configuration();
      shuffled.finish(number, 0, Histories.scored(score(point)));
    }
    assertThat(next(sampler(space), shuffled.history())).isEqualTo(next(sampler(space), straight));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void toMaximizeIsToMinimizeTheNegative(SearchSpace space) {
    History maximized = played(sampler(space), 30, SamplerContract::score);
    Sampler sampler = sampler(space);
    Histories minimized = Histories.of(Goal.MINIMIZE, 1, 1);
    for (int number = 0; number < 30; number++) {
      Configuration point = next(sampler, minimized.history()).orElseThrow();
      assertThat(point).isEqualTo(maximized.trial(number).configuration());
      minimized.trial(point, -score(point));
    }
  }

  @Test
  void knowsItsName() {
    assertThat(Map.of("a", sampler(Spaces.mixed()).name()).get("a")).matches("[a-z]+");
  }
}
