package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theGradientIsThatOfFiniteDifferences(long seed) {
    Fit fit = new Fit(Samples.sample(25, seed), 3);
    double[] logs = Samples.logs(Samples.random(seed));
    double[] gradient = new double[logs.length];
    fit.at(logs, gradient);
    for (int j = 0; j < logs.length; j++) {
      double expected = (moved(fit, logs, j, 1e-4) - moved(fit, logs, j, -1e-4)) / 2e-4;
      assertThat(gradient[j]).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }
  }

  private static double moved(Fit fit, double[] logs, int axis, double by) {
    double[] moved = logs.clone();
    moved[axis] += by;
    return fit.at(moved, new double[logs.length]);
  }

  @Test
  void withoutObservationsThePriorsModeIsMostProbable() {
    Fit fit =
        new Fit(new Sample(new double[0][], new double[0], new double[0], Samples.NOMINAL), 3);
    Descent.Place place = fit.from(fit.rough(), 60);
    for (int j = 0; j < place.point().length; j++) {
      assertThat(place.point()[j]).isCloseTo(fit.mode()[j], within(0.05));
    }
  }

  @Test
  void findsOutWhichAxisMattersMore() {
    Sample wild = Samples.sample(60, 9);
    double[] values = new double[60];
    for (int i = 0; i < 60; i++) {
      values[i] = Math.sin(12 * wild.points()[i][0]);
    }
    Fit fit = new Fit(new Sample(wild.points(), values, new double[60], Samples.NOMINAL), 3);
    double[] logs = fit.from(fit.mode(), 60).point();
    assertThat(logs[0]).isLessThan(logs[1] - 1).isLessThan(logs[2] - 1);
  }
}
