package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubsetTest {

  @Test
  void ofASmallSampleIsAllOfIt() {
    Sample sample = Samples.sample(20, 1);
    assertThat(Subset.of(sample, 20)).isSameAs(sample);
  }

  @Test
  void keepsTheBestHalfAndSpreadsTheRest() {
    double[][] points = new double[100][];
    double[] values = new double[100];
    for (int i = 0; i < 100; i++) {
      points[i] = new double[] {i / 99.0};
      values[i] = Math.abs(i - 10);
    }
    Sample sample = new Sample(points, values, new double[100], new boolean[1]);
    Sample subset = Subset.of(sample, 10);
    assertThat(subset.size()).isEqualTo(10);
    assertThat(subset.values()).contains(0, 1, 1, 2, 2).contains(89);
    double[] places = Arrays.stream(subset.points()).mapToDouble(p -> p[0]).sorted().toArray();
    for (int i = 1; i < 10; i++) {
      assertThat(places[i] - places[i - 1]).isLessThan(0.3);
    }
  }
}
