package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrustRegionTest {

  private static double[] improvingUntil(int last, int count) {
    return IntStream.range(0, count).mapToDouble(i -> -Math.min(i, last)).toArray();
  }

  @Test
  void searchesEverywhereWhileResultsImprove() {
    assertThat(TrustRegion.after(improvingUntil(200, 200), 5, 10)).isInfinite();
    assertThat(TrustRegion.after(improvingUntil(20, 71), 5, 10)).isInfinite();
  }

  @Test
  void searchesABoxWhenLongNothingBecameBetter() {
    assertThat(TrustRegion.after(improvingUntil(20, 72), 5, 10)).isEqualTo(0.8);
    assertThat(TrustRegion.after(improvingUntil(20, 77), 5, 10)).isEqualTo(0.4);
  }

  @Test
  void leavesABoxThatHasShrunkToNothing() {
    assertThat(TrustRegion.after(improvingUntil(20, 72 + 40), 5, 10)).isInfinite();
  }

  @Test
  void alwaysSearchesABoxInManyDimensions() {
    assertThat(TrustRegion.after(improvingUntil(0, 10), 21, 10)).isEqualTo(0.8);
    assertThat(TrustRegion.after(improvingUntil(13, 13), 21, 10)).isEqualTo(1.6);
    assertThat(TrustRegion.after(improvingUntil(0, 20), 21, 10)).isEqualTo(0.2);
  }
}
