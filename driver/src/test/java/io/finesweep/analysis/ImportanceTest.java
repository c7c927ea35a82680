package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.metric.Goal;
import io.finesweep.space.Parameter;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ImportanceTest {

  private static final List<Parameter> SPACE =
      List.of(
          Spaces.logReal("rate", 1e-4, 1e-1),
          Spaces.real("noise", 0, 1),
          Spaces.choice("kind", "a", "b"),
          Spaces.when("kind", "b", Spaces.real("kind.b.depth", 0, 1)));

  private static Importance importance(int trials, ToDoubleFunction<Configuration> score) {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 2, 3);
    RandomGenerator random = Seeds.generator(7);
    for (int i = 0; i < trials; i++) {
      Configuration point = Spaces.space(SPACE.toArray(Parameter[]::new)).draw(random);
      double value = score.applyAsDouble(point);
      sweep.trial(point, value, value + 0.01);
    }
    return Importance.of(sweep.history(), SPACE).orElseThrow();
  }

  private static double number(Configuration point, String path) {
    return ((Value.Real) point.value(path).orElseThrow()).number();
  }

  private static Importance.Share share(Importance importance, String path) {
    return importance.parameters().stream().filter(s -> s.path().equals(path)).findFirst().get();
  }

  @Test
  void findsTheParameterThatDecides() {
    Importance importance = importance(300, p -> -Math.abs(Math.log10(number(p, "rate")) + 2.5));

    assertThat(importance.parameters().get(0).path()).isEqualTo("rate");
    assertThat(importance.parameters().get(0).share()).isGreaterThan(0.8);
    assertThat(share(importance, "noise").share())
        .isLessThan(2 * share(importance, "noise").chance());
    assertThat(importance.parameters().stream().mapToDouble(Importance.Share::share).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void findsAConditionalParameterWhereItIsActive() {
    Importance importance =
        importance(
            400, p -> p.value("kind.b.depth").isPresent() ? number(p, "kind.b.depth") - 0.5 : -0.2);

    assertThat(importance.parameters())
        .extracting(Importance.Share::path)
        .startsWith("kind.b.depth");
    assertThat(share(importance, "kind").share()).isGreaterThan(share(importance, "kind").chance());
    assertThat(share(importance, "kind.b.depth").trials()).isBetween(150, 250);
  }

  @Test
  void whatDoesNotMatterRarelyRisesAboveItsMark() {
    int above = 0;
    for (int seed = 0; seed < 40; seed++) {
      RandomGenerator random = Seeds.generator(seed);
      List<Configuration> points = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        points.add(Configuration.of(Map.of("noise", new Value.Real(random.nextDouble()))));
      }
      Divergence divergence = Divergence.of(SPACE.get(1), points, 10);
      above += divergence.value() > divergence.byChance() ? 1 : 0;
    }
    assertThat(above).isBetween(0, 7); // 2 of 40 are expected
  }

  @Test
  void theDivergenceOfAChoiceIsThatOfItsShares() {
    // All: half a, half b. Best: only a. ½ (2 − 1)² + ½ (0 − 1)² = 1.
    List<Configuration> points = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String kind = i < 20 ? "a" : "b";
      points.add(Configuration.of(Map.of("kind", new Value.Text(kind))));
    }
    assertThat(Divergence.of(SPACE.get(2), points, 10).value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theDivergenceOfAConditionalOneIsWeightedByItsRegime() {
    // Active in half of the best and a quarter of all: α²/β = ¼ / ¼ = 1, times Σ of above.
    List<Configuration> points = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean active = i < 5 || (i >= 35);
      points.add(
          active
              ? Configuration.of(Map.of("kind", new Value.Text(i < 5 ? "a" : "b")))
              : Configuration.of(Map.of()));
    }
    assertThat(Divergence.of(SPACE.get(2), points, 10).value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void fewTrialsTellNothing() {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 1, 3);
    for (int i = 0; i < 19; i++) {
      sweep.trial(Configuration.of(Map.of("noise", new Value.Real(i / 20.0))), i);
    }
    assertThat(Importance.of(sweep.history(), SPACE)).isEmpty();
  }
}
