package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.metric.Goal;
import io.finesweep.space.Parameter;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EffectsTest {

  private static final Parameter X = Spaces.real("x", 0, 1);
  private static final Parameter Y = Spaces.real("y", 0, 1);
  private static final Parameter KIND = Spaces.choice("kind", "a", "b", "c");

  private static Effects effects(
      int trials, List<Parameter> parameters, ToDoubleFunction<Configuration> score) {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 2, 3);
    RandomGenerator random = Seeds.generator(5);
    for (int i = 0; i < trials; i++) {
      Configuration point = Spaces.space(parameters.toArray(Parameter[]::new)).draw(random);
      double value = score.applyAsDouble(point);
      sweep.trial(point, value, value);
    }
    return Effects.of(sweep.history(), parameters);
  }

  private static double number(Configuration point, String path) {
    return ((Value.Real) point.value(path).orElseThrow()).number();
  }

  private static double share(Effects.Branch branch, String path) {
    return branch.mains().stream()
        .filter(m -> m.parameter().path().equals(path))
        .findFirst()
        .orElseThrow()
        .share();
  }

  @Test
  void whatTwoParametersDoTogetherIsToldFromWhatEachDoesAlone() {
    Effects.Branch product =
        effects(300, List.of(X, Y), p -> (number(p, "x") - 0.5) * (number(p, "y") - 0.5))
            .branches()
            .get(0);
    Effects.Branch sum =
        effects(300, List.of(X, Y), p -> number(p, "x") + number(p, "y")).branches().get(0);

    assertThat(product.pairs().get(0).share()).isGreaterThan(0.6);
    assertThat(sum.pairs().get(0).share()).isLessThan(0.15);
    assertThat(share(sum, "x")).isBetween(0.3, 0.7);
  }

  @Test
  void theSharesOfAllSubsetsAddUpToOne() {
    Effects.Branch branch =
        effects(200, List.of(X, KIND), p -> number(p, "x") * kind(p)).branches().get(0);

    double sum = share(branch, "x") + share(branch, "kind") + branch.pairs().get(0).share();
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  private static double kind(Configuration point) {
    return point.value("kind").orElseThrow().equals(new Value.Text("b")) ? 3 : 1;
  }

  @Test
  void theDependenceFollowsTheObjectiveAndKnowsHowFarItIsKnown() {
    Effects.Branch branch = effects(400, List.of(X, Y), p -> number(p, "x")).branches().get(0);
    List<Effects.Level> levels = branch.mains().get(0).dependence();

    assertThat(branch.explained()).isGreaterThan(0.9);
    assertThat(levels).hasSize(20);
    assertThat(levels)
        .allSatisfy(
            level -> assertThat(level.mean()).isBetween(level.low() - 1e-12, level.high() + 1e-12));
    assertThat(levels.get(15).mean())
        .isCloseTo(((Value.Real) levels.get(15).value()).number(), within(0.1));
    assertThat(levels.get(15).mean()).isGreaterThan(levels.get(5).high());
  }

  @Test
  void noiseIsNotExplained() {
    RandomGenerator noise = Seeds.generator(11);
    assertThat(effects(200, List.of(X, Y), p -> noise.nextGaussian()).branches().get(0).explained())
        .isLessThan(0.1);
  }

  @Test
  void aBranchIsASpaceOfItsOwn() {
    List<Parameter> space =
        List.of(X, KIND, Spaces.when("kind", "b", Spaces.real("kind.b.depth", 0, 1)));
    Effects effects =
        effects(
            300, space, p -> p.value("kind.b.depth").isPresent() ? number(p, "kind.b.depth") : 0);

    assertThat(effects.branches()).extracting(Effects.Branch::name).containsExactly("", "kind = b");
    assertThat(effects.branches().get(0).mains())
        .extracting(m -> m.parameter().path())
        .containsExactlyInAnyOrder("x", "kind");
    assertThat(share(effects.branches().get(1), "kind.b.depth")).isGreaterThan(0.9);
    assertThat(effects.branches().get(1).trials()).isLessThan(150);
  }

  @Test
  void aFewDisastersDoNotHideTheRest() {
    Effects.Branch branch =
        effects(300, List.of(X, Y), p -> number(p, "y") < 0.03 ? -1000 : number(p, "x"))
            .branches()
            .get(0);

    assertThat(share(branch, "x")).isGreaterThan(0.6);
  }

  @Test
  void fewTrialsTellNothing() {
    assertThat(effects(19, List.of(X, Y), p -> number(p, "x")).branches()).isEmpty();
  }

  @Test
  void theSameTrialsTellTheSame() {
    Effects once = effects(60, List.of(X, Y), p -> number(p, "x"));
    Effects again = effects(60, List.of(X, Y), p -> number(p, "x"));
    assertThat(again.branches().get(0).mains()).isEqualTo(once.branches().get(0).mains());
  }
}
