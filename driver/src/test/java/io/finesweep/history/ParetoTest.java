package io.finesweep.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoTest {

  private static double[][] drawn(int points, int objectives, int seed) {
    Random random = new Random(seed);
    double[][] drawn = new double[points][];
    for (int i = 0; i < points; i++) {
      drawn[i] = random.ints(objectives, 0, 8).asDoubleStream().toArray();
    }
    return drawn;
  }

  /** Points on a lattice dominate whole cells, which can be counted. */
  private static double counted(List<double[]> points, int objectives) {
    int cells = 0;
    for (int cell = 0; cell < Math.pow(8, objectives); cell++) {
      double[] corner = new double[objectives];
      for (int i = 0, left = cell; i < objectives; i++, left /= 8) {
        corner[i] = left % 8;
      }
      boolean dominated =
          points.stream().anyMatch(p -> Arrays.equals(p, corner) || Pareto.dominates(p, corner));
      cells += dominated ? 1 : 0;
    }
    return cells;
  }

  private static double[] eight(int objectives) {
    double[] reference = new double[objectives];
    Arrays.fill(reference, 8);
    return reference;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theHypervolumeIsThatOfAllCellsThatAreDominated(int objectives) {
    for (int seed = 0; seed < 20; seed++) {
      List<double[]> points = Arrays.asList(drawn(1 + seed, objectives, seed));
      assertThat(Pareto.hypervolume(points, eight(objectives)))
          .isCloseTo(counted(points, objectives), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void whatAPointAddsIsWhatItAloneDominates(int objectives) {
    for (int seed = 0; seed < 20; seed++) {
      List<double[]> points = Arrays.asList(drawn(9, objectives, seed));
      double without = counted(points.subList(1, 9), objectives);
      assertThat(Pareto.exclusive(points.get(0), points.subList(1, 9), eight(objectives)) + without)
          .isCloseTo(counted(points, objectives), within(1e-9));
    }
  }

  @Test
  void aFrontHoldsWhatNothingLeftDominates() {
    double[][] losses = drawn(60, 3, 5);
    List<List<Integer>> fronts = Pareto.fronts(losses, 60);
    assertThat(fronts.stream().mapToInt(List::size).sum()).isEqualTo(60);
    for (int front = 0; front < fronts.size(); front++) {
      List<Integer> left =
          fronts.subList(front, fronts.size()).stream().flatMap(List::stream).toList();
      for (int point : fronts.get(front)) {
        assertThat(left).noneMatch(other -> Pareto.dominates(losses[other], losses[point]));
      }
      if (front > 0) {
        List<Integer> before = fronts.get(front - 1);
        assertThat(fronts.get(front))
            .allMatch(p -> before.stream().anyMatch(b -> Pareto.dominates(losses[b], losses[p])));
      }
    }
  }

  @Test
  void ofAFrontThatIsTooLargeItTakesWhatLiesApart() {
    double[][] losses = {{5, 5}, {0, 1}, {0.01, 0.99}, {0.02, 0.98}, {1, 0}, {0.5, 0.5}};
    assertThat(Pareto.best(losses, 3)).containsExactly(5, 3, 4);
    assertThat(Pareto.best(losses, 6)).hasSize(6).endsWith(0);
  }

  @Test
  void theReferenceIsATenthOfTheRangeBeyondTheWorst() {
    double[][] losses = {{0, 3}, {10, 3}};
    assertThat(Pareto.reference(losses)).containsExactly(11, 3.3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e-160, 1, 1e160, 1e200})
  void theOrderOfAFrontIsThatOfItsLossesInAnyUnit(double unit) {
    double[][] losses = {{1, 9}, {5, 5}, {9, 1}, {9.5, 9.5}};
    for (double[] point : losses) {
      Arrays.setAll(point, i -> point[i] * unit);
    }
    assertThat(Pareto.front(losses)).containsExactly(1, 0, 2);
    assertThat(Pareto.best(losses, 1)).containsExactly(1);
  }

  @Test
  void aHypervolumeBeyondAllNumbersIsInfinite() {
    List<double[]> points = List.of(new double[] {1e160, 9e160}, new double[] {9e160, 1e160});
    assertThat(Pareto.hypervolume(points, new double[] {1e161, 1e161})).isInfinite();
  }
}
