package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.history.Histories;
import io.finesweep.metric.Goal;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelsTest {

  private static final Parameter REAL = Spaces.real("x", 0, 1);

  /** The kernels of the first trials, so many, of those at these places. */
  private static Mixture mixture(Parameter parameter, int members, double... places) {
    return mixture(parameter, members, 1, places);
  }

  private static Mixture mixture(
      Parameter parameter, int members, double fineness, double[] places) {
    Histories writer = Histories.of(Goal.MINIMIZE, 1, 1);
    double[] weights = new double[places.length];
    for (int trial = 0; trial < places.length; trial++) {
      Value value = parameter.at(places[trial]);
      writer.trial(Configuration.of(Map.of(parameter.path(), value)), 1);
      weights[trial] = trial < members ? 1 : 0;
    }
    Points points = new Points(new SearchSpace(List.of(parameter)));
    points.read(writer.history());
    return new Mixture(points, weights, fineness);
  }

  /** The width of the normal distribution that falls so much from its centre to {@code place}. */
  private static double width(Mixture mixture, int kernel, double center, double place) {
    double fall =
        mixture.logKernel(kernel, new double[] {center})
            - mixture.logKernel(kernel, new double[] {place});
    return Math.abs(place - center) / Math.sqrt(2 * fall);
  }

  private static double[] with(int others, double... members) {
    double[] places = Arrays.copyOf(members, members.length + others);
    for (int i = 0; i < others; i++) {
      places[members.length + i] = (i + 0.5) / others;
    }
    return places;
  }

  @Test
  void areAsWideAsTheGapToANeighbourWhichThePriorIsNot() {
    Mixture mixture = mixture(REAL, 3, 0.1, 0.8, 0.9);
    assertThat(width(mixture, 0, 0.1, 0.4)).isCloseTo(0.7, within(1e-9));
    assertThat(width(mixture, 1, 0.8, 0.4)).isCloseTo(0.7, within(1e-9));
    assertThat(width(mixture, 2, 0.9, 0.7)).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void areAsWideAsTheLargerSideWhereThereIsNoNeighbour() {
    assertThat(width(mixture(REAL, 1, 0.3), 0, 0.3, 0.5)).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void areTheNarrowerTheMoreTrialsThereAre() {
    assertThat(width(mixture(REAL, 2, 0.5, 0.5), 0, 0.5, 0.6)).isCloseTo(0.25, within(1e-9));
    assertThat(width(mixture(REAL, 2, with(36, 0.5, 0.5)), 0, 0.5, 0.6))
        .isCloseTo(0.025, within(1e-9));
    assertThat(width(mixture(REAL, 2, with(300, 0.5, 0.5)), 0, 0.5, 0.53))
        .isCloseTo(0.01, within(1e-9));
  }

  @Test
  void areTheWiderTheFewerOfTheTrialsCount() {
    assertThat(width(mixture(REAL, 2, 0.25, with(30, 0.5, 0.5)), 0, 0.5, 0.6))
        .isCloseTo(0.1, within(1e-9));
  }

  @Test
  void tellOfTheNextCellHoweverManyTrialsThereAre() {
    Mixture mixture = mixture(Spaces.whole("n", 0, 4), 2, with(300, 0.5, 0.5));
    double own = Math.exp(mixture.logKernel(0, new double[] {0.5}));
    double next = Math.exp(mixture.logKernel(0, new double[] {0.7}));
    double inner = Normal.between(-1, 1);
    assertThat(own / next).isCloseTo(inner / Normal.between(1, 3), within(1e-9));
  }
}
