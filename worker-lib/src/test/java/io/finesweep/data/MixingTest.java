package io.finesweep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.trial.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixingTest {

  private static final int[] SHAPE = {2, 6, 5};
  private static final int ROWS = 8;

  private final RandomGenerator random = new Seeds(3).generator("mixing test");

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 1, 4})
  void drawsSharesFromASymmetricBetaDistribution(double alpha) {
    double[] shares =
        DoubleStream.generate(() -> Beta.symmetric(alpha, random)).limit(20_000).toArray();
    double mean = Arrays.stream(shares).average().orElseThrow();
    double variance =
        Arrays.stream(shares).map(s -> (s - mean) * (s - mean)).average().orElseThrow();

    assertThat(Arrays.stream(shares)).allMatch(share -> share >= 0 && share <= 1);
    assertThat(mean).isCloseTo(0.5, within(0.015));
    assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.01));
  }

  @Test
  void blendsRowsAndTargetsInTheSameShare() {
    float[] rows = rowsOfOneNumberEach();
    float[] targets = oneOfEach();
    new Mixing.Mixup(1, 1).apply(rows, targets, ROWS, SHAPE, random);

    for (int row = 0; row < ROWS; row++) {
      double share = expected(targets, row);
      assertThat(rows[row * 60]).isCloseTo((float) share, within(1e-4f));
      assertThat(sum(targets, row)).isCloseTo(1, within(1e-5));
    }
    assertThat(targets).isNotEqualTo(oneOfEach());
  }

  @Test
  void givesTheSharesOfTheAreasThatImagesCameFrom() {
    for (int time = 0; time < 50; time++) {
      float[] rows = rowsOfOneNumberEach();
      float[] targets = oneOfEach();
      new Mixing.Cutmix(1, 1).apply(rows, targets, ROWS, SHAPE, random);

      for (int row = 0; row < ROWS; row++) {
        double[] pixels = pixels(rows, row);
        assertThat(Arrays.stream(pixels).average().orElseThrow())
            .isCloseTo(expected(targets, row), within(1e-4));
        assertThat(Arrays.stream(pixels)).allMatch(pixel -> pixel == Math.rint(pixel));
      }
    }
  }

  @Test
  void leavesBatchesAloneWithTheProbabilityToldAndNoneAlways() {
    for (Mixing still :
        List.of(new Mixing.None(), new Mixing.Mixup(1, 0), new Mixing.Cutmix(1, 0))) {
      float[] rows = rowsOfOneNumberEach();
      float[] targets = oneOfEach();
      still.apply(rows, targets, ROWS, SHAPE, random);

      assertThat(rows).isEqualTo(rowsOfOneNumberEach());
      assertThat(targets).isEqualTo(oneOfEach());
    }
  }

  @Test
  void drawsEachClassEquallyOftenWhereSamplingIsBalanced() {
    int[] labels = new int[103];
    Arrays.fill(labels, 0, 90, 1);
    Arrays.fill(labels, 90, 100, 0);
    Arrays.fill(labels, 100, 103, 3);
    Targets.Classes targets = new Targets.Classes(labels, List.of("a", "b", "none of these", "c"));
    int[] order = RowOrder.balanced(targets, random);
    int[] counts = new int[4];
    Arrays.stream(order).forEach(row -> counts[labels[row]]++);

    assertThat(order).hasSize(103).isNotEqualTo(RowOrder.balanced(targets, random));
    assertThat(counts[2]).isZero();
    assertThat(IntStream.of(counts[0], counts[1], counts[3])).allMatch(n -> n == 34 || n == 35);
    // A class larger than its part has no row twice, a smaller one all of its rows.
    assertThat(Arrays.stream(order).filter(row -> labels[row] == 1)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(order).filter(row -> labels[row] == 3).distinct()).hasSize(3);
  }

  private static float[] rowsOfOneNumberEach() {
    float[] rows = new float[ROWS * 60];
    for (int i = 0; i < rows.length; i++) {
      int row = i / 60;
      rows[i] = row;
    }
    return rows;
  }

  private static float[] oneOfEach() {
    float[] targets = new float[ROWS * ROWS];
    for (int row = 0; row < ROWS; row++) {
      targets[row * ROWS + row] = 1;
    }
    return targets;
  }

  private static double expected(float[] targets, int row) {
    return IntStream.range(0, ROWS).mapToDouble(i -> i * targets[row * ROWS + i]).sum();
  }

  private static double sum(float[] targets, int row) {
    return IntStream.range(0, ROWS).mapToDouble(i -> targets[row * ROWS + i]).sum();
  }

  private static double[] pixels(float[] rows, int row) {
    return IntStream.range(0, 60).mapToDouble(i -> rows[row * 60 + i]).toArray();
  }
}
