package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.history.History;
import io.finesweep.space.Lattice;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Seeds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureTest {

  private static Mixture mixture(SearchSpace space, Points points, int trials) {
    History history = SamplerContract.played(new RandomSearch(space), trials, point -> 1);
    points.read(history);
    double[] weights = new double[trials];
    for (int trial = 0; trial < trials; trial += 2) {
      weights[trial] = 1 + trial % 3;
    }
    return new Mixture(points, weights, 1);
  }

  @Test
  void theMassesOfAFiniteConditionalSpaceAddUpToOne() {
    SearchSpace space = Spaces.finite();
    Points points = new Points(space);
    Mixture mixture = mixture(space, points, 12);
    Lattice lattice = Lattice.complete(space);
    double sum = 0;
    for (long i = 0; i < lattice.size(); i++) {
      sum += Math.exp(mixture.logDensity(points.encoded(lattice.at(i))));
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 40, 400})
  void theDensityOfAConditionalSpaceIntegratesToOne(int trials) {
    SearchSpace space =
        Spaces.space(
            Spaces.choice("which", "a", "b", "c"),
            Spaces.when("which", "a", Spaces.real("x", 0, 1)),
            Spaces.when("which", "b", Spaces.whole("n", 1, 7)),
            Spaces.when("which", "b", Spaces.logReal("y", 1e-3, 1)));
    Points points = new Points(space);
    Mixture mixture = mixture(space, points, trials);
    double sum =
        Math.exp(mixture.logDensity(new double[] {5 / 6.0, Double.NaN, Double.NaN, Double.NaN}));
    int cells = 4_000;
    for (int cell = 0; cell < cells; cell++) {
      double unit = (cell + 0.5) / cells;
      sum +=
          Math.exp(mixture.logDensity(new double[] {1 / 6.0, unit, Double.NaN, Double.NaN}))
              / cells;
      for (int n = 0; n < 7; n++) {
        double[] point = {0.5, Double.NaN, (n + 0.5) / 7, unit};
        sum += Math.exp(mixture.logDensity(point)) / cells;
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-4));
  }

  @Test
  void drawsByItsDensity() {
    SearchSpace space = Spaces.finite();
    Points points = new Points(space);
    Mixture mixture = mixture(space, points, 12);
    RandomGenerator random = new Seeds(11).generator("draws");
    Map<String, Integer> counts = new HashMap<>();
    int draws = 40_000;
    for (int i = 0; i < draws; i++) {
      double[] drawn = mixture.draw(random);
      counts.merge(space.at(p -> drawn[points.index(p)]).key(), 1, Integer::sum);
    }
    Lattice lattice = Lattice.complete(space);
    double chiSquare = 0;
    for (long i = 0; i < lattice.size(); i++) {
      double expected = draws * Math.exp(mixture.logDensity(points.encoded(lattice.at(i))));
      double gap = counts.getOrDefault(lattice.at(i).key(), 0) - expected;
      chiSquare += gap * gap / expected;
    }
    assertThat(chiSquare).isLessThan(40.8); // p = .001 at 17 degrees
  }

  @Test
  void settlesCoordinatesAsTheSpaceWould() {
    SearchSpace space = Spaces.conditional();
    Points points = new Points(space);
    RandomGenerator random = new Seeds(12).generator("settle");
    for (int i = 0; i < 300; i++) {
      double[] drawn = random.doubles(space.parameters().size()).toArray();
      double[] expected = points.encoded(space.at(p -> drawn[points.index(p)]));
      points.settle(drawn);
      assertThat(drawn).containsExactly(expected, within(1e-12));
    }
  }

  @Test
  void leavingOutNegligibleTermsDoesNotShow() {
    SearchSpace space = Spaces.mixed();
    Points points = new Points(space);
    History history = SamplerContract.played(new RandomSearch(space), 600, point -> 1);
    points.read(history);
    double[] all = new double[600];
    Arrays.fill(all, 1);
    Mixture whole = new Mixture(points, all, 1);
    RandomGenerator random = new Seeds(13).generator("points");
    for (int i = 0; i < 50; i++) {
      double[] point = points.encoded(space.draw(random));
      double sum = 0;
      for (int kernel = 0; kernel <= 600; kernel++) {
        sum += Math.exp(whole.logKernel(kernel, point));
      }
      assertThat(whole.logDensity(point)).isCloseTo(Math.log(sum / 601), within(1e-10));
    }
  }
}
