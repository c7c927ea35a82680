package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Terms;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutoTest extends SamplerContract {

  private static final long ANY = Long.MAX_VALUE;

  @Override
  Sampler sampler(SearchSpace space) {
    return new Auto(space, SEEDS);
  }

  private static Choice choice(SearchSpace space, long trials, long foldRuns) {
    History history = Histories.of(Goal.MAXIMIZE, 5, 1).history();
    return new Auto(space, SEEDS).choice(history, new Situation(1, trials, foldRuns, ANY, ANY));
  }

  @Test
  void takesTheGridOfASpaceThatTheBudgetPaysFor() {
    assertThat(choice(Spaces.finite(), 18, ANY).name()).isEqualTo("grid");
    assertThat(choice(Spaces.finite(), ANY, 90).name()).isEqualTo("grid");
    assertThat(choice(Spaces.finite(), ANY, ANY).why()).contains("18");
    assertThat(choice(Spaces.finite(), 17, ANY).name()).isNotEqualTo("grid");
  }

  @Test
  void takesNoGridWhereTheBudgetMayNotPayForIt() {
    History history = Histories.of(Goal.MAXIMIZE, 5, 2).history();
    Auto auto = new Auto(Spaces.finite(), SEEDS);
    assertThat(auto.choice(history, new Situation(1, ANY, ANY, 179, ANY)).name()).isEqualTo("gp");
    assertThat(auto.choice(history, new Situation(1, ANY, ANY, 180, ANY)).name()).isEqualTo("grid");
    assertThat(auto.choice(history, new Situation(1, ANY, ANY, ANY, 5000)).name()).isEqualTo("gp");
    Situation cost = new Situation(1, ANY, ANY, ANY, ANY, ANY, 5000);
    assertThat(auto.choice(history, cost).name()).isEqualTo("gp");
  }

  @Test
  void takesNoGridThatLeavesPointsOut() {
    Parameter.Traits three = new Parameter.Traits(3, null, null);
    SearchSpace space =
        Spaces.space(new Parameter.Whole("a", 1, 12, Parameter.Scale.LINEAR, 1, three));
    assertThat(choice(space, 40, ANY).name()).isEqualTo("gp");
  }

  @Test
  void takesSobolForAFewTrials() {
    assertThat(choice(Spaces.mixed(), 10, ANY).name()).isEqualTo("sobol");
    assertThat(choice(Spaces.mixed(), ANY, 50).name()).isEqualTo("sobol");
    assertThat(choice(Spaces.mixed(), 10, ANY).why()).contains("10");
  }

  @Test
  void learnsOfMoreTrialsThanTheBudgetPaidForWithAllFolds() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 5, 1);
    Auto auto = new Auto(Spaces.mixed(), SEEDS);
    for (int trial = 0; trial < 11; trial++) {
      Situation left = new Situation(1, ANY, 40 - 2 * trial, ANY, ANY);
      assertThat(auto.choice(writer.history(), left).name()).isEqualTo("sobol");
      writer.trial(next(auto, writer.history()).orElseThrow(), trial, trial);
    }
    Situation left = new Situation(1, ANY, 18, ANY, ANY);
    assertThat(auto.choice(writer.history(), left).name()).isEqualTo("gp");
  }

  @Test
  void takesTpeInManyDimensions() {
    assertThat(choice(cube(201), ANY, ANY).name()).isEqualTo("tpe");
    assertThat(choice(cube(200), ANY, ANY).name()).isEqualTo("gp");
    assertThat(ofSeveral(cube(51), 2, 0).name()).isEqualTo("tpe");
  }

  @Test
  void everySixthPointBesideTheGaussianProcessIsTpes() {
    SearchSpace space = Spaces.mixed();
    Auto auto = new Auto(space, SEEDS);
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    for (int trial = 0; trial < 24; trial++) {
      History history = writer.history();
      Sampler expected = trial % 6 == 2 ? new Tpe(space, SEEDS) : new GaussianProcess(space, SEEDS);
      Configuration point = next(auto, history).orElseThrow();
      assertThat(point).isEqualTo(next(expected, history).orElseThrow());
      writer.trial(point, score(point));
    }
  }

  private static SearchSpace cube(int dimensions) {
    return Spaces.space(
        IntStream.range(0, dimensions)
            .mapToObj(i -> Spaces.real("x" + i, 0, 1))
            .toArray(Parameter[]::new));
  }

  @Test
  void takesTheGaussianProcessForOneObjective() {
    assertThat(choice(Spaces.mixed(), 100, ANY).name()).isEqualTo("gp");
  }

  private static Choice ofSeveral(SearchSpace space, int objectives, int results) {
    List<Objective> several =
        IntStream.range(0, objectives)
            .mapToObj(i -> new Objective("metric-" + i, Goal.MINIMIZE))
            .toList();
    Histories writer = Histories.of(new Terms(several, new Budget(1, 1)));
    for (int number = 0; number < results; number++) {
      Map<String, Double> values = new HashMap<>();
      several.forEach(objective -> values.put(objective.metric(), 1.0));
      writer.trial(Configuration.of(Map.of("x", new Value.Whole(number))), values);
    }
    return new Auto(space, SEEDS).choice(writer.history(), SITUATION);
  }

  @Test
  void ofSeveralObjectivesTakesTpeWhereTheyAreManyOrParametersDependOnOthersOrResultsAreMany() {
    assertThat(ofSeveral(Spaces.mixed(), 2, 0).name()).isEqualTo("gp");
    assertThat(ofSeveral(Spaces.mixed(), 3, 250).name()).isEqualTo("gp");
    assertThat(ofSeveral(Spaces.mixed(), 2, 251).name()).isEqualTo("tpe");
    assertThat(ofSeveral(Spaces.mixed(), 4, 0).name()).isEqualTo("tpe");
    assertThat(ofSeveral(Spaces.conditional(), 2, 0).name()).isEqualTo("tpe");
    assertThat(ofSeveral(Spaces.conditional(), 2, 0).why()).contains("depend");
  }

  @Test
  void theChoiceStaysWhileTheBudgetIsSpent() {
    Histories writer = Histories.of(Goal.MAXIMIZE, 1, 1);
    Auto auto = new Auto(Spaces.mixed(), SEEDS);
    for (int trial = 0; trial < 10; trial++) {
      Situation left = new Situation(1, 10 - trial, ANY, ANY, ANY);
      assertThat(auto.choice(writer.history(), left).name()).isEqualTo("sobol");
      writer.trial(next(auto, writer.history()).orElseThrow(), trial);
    }
  }
}
