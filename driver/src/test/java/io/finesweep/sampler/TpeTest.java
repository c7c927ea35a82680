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
import org.junit.jupiter.api.Test;

class TpeTest extends SamplerContract {

  private static final SearchSpace LINE = Spaces.space(Spaces.real("x", 0, 1));

  @Override
  Sampler sampler(SearchSpace space) {
    return new Tpe(space, SEEDS);
  }

  private static double x(Configuration point) {
    return ((Value.Real) point.value("x").orElseThrow()).number();
  }

  private static Configuration at(double x) {
    return Configuration.of(Map.of("x", new Value.Real(x)));
  }

  @Test
  void beginsAsSobol() {
    History history = played(sampler(Spaces.mixed()), 10, SamplerContract::score);
    History sobol = played(new Sobol(Spaces.mixed(), SEEDS), 10, SamplerContract::score);
    assertThat(history.trials().stream().map(t -> t.configuration()))
        .containsExactlyElementsOf(sobol.trials().stream().map(t -> t.configuration()).toList());
  }

  @Test
  void weighsTheBetterOfTheBestMore() {
    double[] weights = Tpe.byRank(new int[] {4, 0, 2}, 6);
    double sum = Math.log(4) + Math.log(4 / 2.0) + Math.log(4 / 3.0);
    assertThat(weights[4]).isCloseTo(3 * Math.log(4) / sum, within(1e-12));
    assertThat(weights[0]).isCloseTo(3 * Math.log(2) / sum, within(1e-12));
    assertThat(weights[0] + weights[2] + weights[4]).isCloseTo(3, within(1e-12));
    assertThat(weights[1] + weights[3] + weights[5]).isZero();
    assertThat(Tpe.byRank(new int[] {1}, 2)).containsExactly(0, 1);
  }

  @Test
  void comesNearTheBestPoint() {
    History history = played(sampler(LINE), 40, point -> -Math.abs(x(point) - 0.3));
    double gap = 1;
    for (var trial : history.trials()) {
      gap = Math.min(gap, Math.abs(x(trial.configuration()) - 0.3));
    }
    assertThat(gap).isLessThan(0.005);
    long near =
        history.trials().stream()
            .skip(20)
            .filter(trial -> Math.abs(x(trial.configuration()) - 0.3) < 0.15)
            .count();
    assertThat(near).isGreaterThan(12);
  }

  @Test
  void keepsAwayFromWhatStillRuns() {
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 1);
    for (int i = 0; i < 20; i++) {
      writer.trial(at(i / 20.0), Math.abs(i / 20.0 - 0.5));
    }
    int crowded = 0;
    for (int i = 0; i < 32; i++) {
      double x = x(next(sampler(LINE), writer.history()).orElseThrow());
      crowded += Math.abs(x - 0.5) < 0.02 ? 1 : 0;
      writer.start(at(x)).assign(20 + i, 0);
    }
    assertThat(crowded).isLessThan(12);
  }

  @Test
  void countsFewerTrialsWhenKernelsBecomeNarrowerTheMoreOfThemRun() {
    assertThat(Tpe.fineness(0)).isEqualTo(1 / 1.5);
    assertThat(Tpe.fineness(8)).isEqualTo(1 / 3.5);
    assertThat(Tpe.fineness(32)).isEqualTo(1 / 5.5);
  }

  @Test
  void learnsToKeepAwayFromFailures() {
    int right = 0;
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 1);
    for (int i = 0; i < 60; i++) {
      double x = x(next(sampler(LINE), writer.history()).orElseThrow());
      writer.start(at(x)).assign(i, 0);
      writer.finish(i, 0, x > 0.5 ? Histories.failed("no") : Histories.scored(1 - x));
      right += i >= 30 && x > 0.5 ? 1 : 0;
    }
    assertThat(right).isLessThan(15);
  }

  @Test
  void readsEachTrialAtOneRung() {
    // At the first rung everything is better by 10: to mix rungs would be to chase the young.
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 9);
    for (int i = 0; i < 40; i++) {
      double x = i / 40.0;
      writer.start(at(x)).assign(new RunId(i, 0, 3)).finish(i, 0, Histories.scored(x - 10));
      if (i % 2 == 0) {
        writer.score(i, 0, Math.abs(x - 0.8));
      }
    }
    int near = 0;
    for (int i = 0; i < 20; i++) {
      Configuration point =
          sampler(LINE)
              .next(writer.history(), SITUATION, SEEDS.generator("sampler", 100 + i))
              .orElseThrow();
      near += Math.abs(x(point) - 0.8) < 0.2 ? 1 : 0;
    }
    assertThat(near).isGreaterThan(14);
  }
}
