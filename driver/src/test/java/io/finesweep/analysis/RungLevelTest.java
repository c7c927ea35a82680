package io.finesweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.metric.Goal;
import io.finesweep.trial.RunId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RungLevelTest {

  private static Sweeps climbed(double[] low, double[] high) {
    Sweeps sweep = new Sweeps(Goal.MAXIMIZE, 1, 9);
    for (int trial = 0; trial < low.length; trial++) {
      sweep.start(Sweeps.point(trial)).assign(trial, 0, 3);
      sweep.finish(trial, 0, 3, Histories.scored(low[trial]));
    }
    for (int trial = 0; trial < high.length; trial++) {
      RunId run = new RunId(trial, 0, 9);
      sweep.record(new Event.Assigned(run, 1, sweep.events().size()));
      sweep.record(new Event.Finished(run, 1, Histories.scored(high[trial])));
    }
    return sweep;
  }

  @Test
  void tellsHowManyWentOnAndHowWellARungForetoldTheEnd() {
    List<RungLevel> levels =
        RungLevel.of(
            climbed(new double[] {.5, .6, .7, .8, .9, .1, .2}, new double[] {.7, .75, .8, .85, .9})
                .history());

    assertThat(levels).extracting(RungLevel::epochs).containsExactly(3, 9);
    assertThat(levels.get(0).trials()).isEqualTo(7);
    assertThat(levels.get(0).further()).isEqualTo(5);
    assertThat(levels.get(0).best()).isEqualTo(0.9);
    assertThat(levels.get(0).median()).isEqualTo(0.6);
    assertThat(levels.get(0).foretold()).isCloseTo(1, within(1e-12));
    assertThat(levels.get(1).foretold()).isNaN();
  }

  @Test
  void aRungThatForetellsTheOppositeSaysSo() {
    RungLevel low =
        RungLevel.of(
                climbed(new double[] {.5, .6, .7, .8, .9}, new double[] {.9, .8, .7, .6, .5})
                    .history())
            .get(0);
    assertThat(low.foretold()).isCloseTo(-1, within(1e-12));
  }

  @Test
  void fourTrialsForetellNothing() {
    RungLevel low =
        RungLevel.of(
                climbed(new double[] {.5, .6, .7, .8}, new double[] {.5, .6, .7, .8}).history())
            .get(0);
    assertThat(low.foretold()).isNaN();
  }
}
