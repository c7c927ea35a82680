package io.finesweep.analysis;

import static io.finesweep.analysis.Sweeps.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.history.Histories;
import io.finesweep.metric.Goal;
import org.junit.jupiter.api.Test;

class LeadersTest {

  @Test
  void isSureOfALeadThatIsFarAboveTheNoise() {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 5, 3).trial(point(0), .95, .96, .95, .94, .95);
    for (int i = 1; i < 6; i++) {
      double mean = .80 - i * 1e-3;
      sweep.trial(point(i), mean, mean + .01, mean, mean - .012, mean + .001 * i);
    }

    Leaders leaders = Leaders.of(sweep.history(), sweep.ranking(), 0.25).orElseThrow();

    assertThat(leaders.all().get(0).standing().number()).isZero();
    assertThat(leaders.all().get(0).probability()).isGreaterThan(0.99);
    assertThat(leaders.all().get(0).behind()).isEmpty();
    assertThat(leaders.all().get(1).behind().orElseThrow().probability()).isLessThan(0.01);
    assertThat(leaders.optimism()).isCloseTo(0, within(1e-3));
  }

  @Test
  void doesNotBelieveALeadWithinTheNoise() {
    Sweeps sweep = new Sweeps(Goal.MINIMIZE, 5, 3);
    for (int i = 0; i < 8; i++) {
      double[] folds = new double[5];
      for (int fold = 0; fold < 5; fold++) {
        folds[fold] = 0.5 + 0.1 * ((i * 7 + fold * 3) % 5 - 2) + 0.0001 * i;
      }
      sweep.trial(point(i), folds);
    }

    Leaders leaders = Leaders.of(sweep.history(), sweep.ranking(), 0.25).orElseThrow();

    double sum = leaders.all().stream().mapToDouble(Leaders.Leader::probability).sum();
    assertThat(sum).isCloseTo(1, within(1e-9));
    assertThat(leaders.all()).allMatch(leader -> leader.probability() < 0.3);
    assertThat(leaders.optimism()).isGreaterThan(0.01);
  }

  @Test
  void comparesOnlyTrialsThatCameAsFarAsTheFirst() {
    Sweeps sweep =
        new Sweeps(Goal.MAXIMIZE, 3, 3)
            .trial(point(0), .5, .6, .7)
            .trial(point(1), .9)
            .trial(point(2), .4, .5, .7);
    sweep.start(point(3)).assign(3, 0, 3).finish(3, 0, 3, Histories.failed("no memory"));

    Leaders leaders = Leaders.of(sweep.history(), sweep.ranking(), 0.5).orElseThrow();

    assertThat(leaders.all()).extracting(l -> l.standing().number()).containsExactly(0, 2);
  }

  @Test
  void aHoldoutTellsNoNoiseAndNoProbability() {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 1, 3).trial(point(0), .5).trial(point(1), .6);

    Leaders leaders = Leaders.of(sweep.history(), sweep.ranking(), 0.25).orElseThrow();

    assertThat(leaders.all()).allMatch(leader -> Double.isNaN(leader.probability()));
    assertThat(leaders.all()).allMatch(leader -> leader.behind().isEmpty());
    assertThat(leaders.optimism()).isZero();
  }

  @Test
  void nothingMeasuredHasNoLeaders() {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 3, 3).start(point(0));
    assertThat(Leaders.of(sweep.history(), sweep.ranking(), 0.5)).isEmpty();
  }
}
