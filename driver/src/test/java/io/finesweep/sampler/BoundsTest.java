package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Bound;
import io.finesweep.history.Histories;
import io.finesweep.history.Terms;
import io.finesweep.history.Winner;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What samplers make of several objectives, and of metrics that must not pass a bound. */
class BoundsTest {

  private static final SearchSpace SPACE =
      Spaces.space(Spaces.real("x", 0, 1), Spaces.real("y", 0, 1));

  private static double number(Configuration point, String path) {
    return ((Value.Real) point.value(path).orElseThrow()).number();
  }

  static Stream<Sampler> learning() {
    return Stream.of(
        new Tpe(SPACE, SamplerContract.SEEDS),
        new GaussianProcess(SPACE, SamplerContract.SEEDS),
        new Auto(SPACE, SamplerContract.SEEDS));
  }

  @ParameterizedTest
  @MethodSource("learning")
  void findsTheBestThatABoundLeavesThoughTheBestOfAllPassesIt(Sampler sampler) {
    Terms terms =
        new Terms(
            List.of(new Objective("loss", Goal.MINIMIZE)),
            List.of(new Bound("size", Bound.Side.BELOW, 0.2)),
            new Budget(1, 1));
    Histories writer = Histories.of(terms);
    int meeting = 0;
    for (int trial = 0; trial < 50; trial++) {
      Configuration point = SamplerContract.next(sampler, writer.history()).orElseThrow();
      double x = number(point, "x");
      double loss = (x - 0.9) * (x - 0.9) + Math.pow(number(point, "y") - 0.5, 2);
      writer.trial(point, Map.of("loss", loss, "size", x));
      meeting += trial >= 25 && x <= 0.2 ? 1 : 0;
    }
    assertThat(meeting).isGreaterThan(8);
    Configuration winner = Winner.of(writer.history()).orElseThrow().configuration();
    assertThat(number(winner, "x")).isBetween(0.1, 0.2);
    assertThat(number(winner, "y")).isBetween(0.25, 0.75);
  }

  @Test
  void nothingWinsWhereEverythingPassesABound() {
    Terms terms =
        new Terms(
            List.of(new Objective("loss", Goal.MINIMIZE)),
            List.of(new Bound("accuracy", Bound.Side.ABOVE, 0.9)),
            new Budget(1, 1));
    Histories writer = Histories.of(terms);
    writer.trial(SPACE.at(p -> 0.5), Map.of("loss", 1.0, "accuracy", 0.8));
    assertThat(Winner.of(writer.history())).isEmpty();
    writer.trial(SPACE.at(p -> 0.7), Map.of("loss", 2.0, "accuracy", 0.9));
    assertThat(Winner.of(writer.history()).orElseThrow().number()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("learning")
  void spreadsAlongTheFrontOfTwoObjectives(Sampler sampler) {
    Terms terms =
        new Terms(
            List.of(new Objective("a", Goal.MINIMIZE), new Objective("b", Goal.MAXIMIZE)),
            new Budget(1, 1));
    Histories writer = Histories.of(terms);
    int near = 0;
    int[] thirds = new int[3];
    for (int trial = 0; trial < 100; trial++) {
      Configuration point = SamplerContract.next(sampler, writer.history()).orElseThrow();
      double x = number(point, "x");
      double off = Math.abs(number(point, "y") - 0.4);
      writer.trial(point, Map.of("a", x + off, "b", x - off));
      if (trial >= 50) {
        near += off < 0.1 ? 1 : 0;
        thirds[(int) Math.min(2, 3 * x)]++;
      }
    }
    assertThat(near).isGreaterThan(25);
    assertThat(Arrays.stream(thirds).min().orElseThrow()).isGreaterThanOrEqualTo(5);
  }
}
