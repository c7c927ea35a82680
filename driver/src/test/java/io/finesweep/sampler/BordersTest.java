package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import org.junit.jupiter.api.Test;

class BordersTest {

  private static final double HALF = Math.log(0.5);

  @Test
  void aBorderIsHalfAsLikelyAsWhatLiesInside() {
    Borders borders = Borders.of(new Encoding(Spaces.space(Spaces.real("x", 0, 1))));
    assertThat(borders.log(new double[] {0})).isEqualTo(HALF);
    assertThat(borders.log(new double[] {1})).isEqualTo(HALF);
    assertThat(borders.log(new double[] {0.025})).isCloseTo(HALF / 2, within(1e-12));
    assertThat(borders.log(new double[] {0.05})).isZero();
    assertThat(borders.log(new double[] {0.5})).isZero();
  }

  @Test
  void theFirstAndTheLastOfFewValuesAreBorders() {
    SearchSpace space =
        Spaces.space(Spaces.whole("units", 1, 4), Spaces.ordinal("size", 16, 32, 64, 128));
    Encoding encoding = new Encoding(space);
    Borders borders = Borders.of(encoding);
    double[][] logs = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int k = 0; k < 4; k++) {
        double[] point = {(i + 0.5) / 4, k / 3.0};
        assertThat(encoding.snapped(point)).isEqualTo(point);
        logs[i][k] = borders.log(point);
      }
    }
    assertThat(logs[0]).containsExactly(2 * HALF, HALF, HALF, 2 * HALF);
    assertThat(logs[1]).containsExactly(HALF, 0, 0, HALF);
    assertThat(logs[3]).containsExactly(2 * HALF, HALF, HALF, 2 * HALF);
  }

  @Test
  void optionsWithoutAnOrderAndThreeValuesHaveNone() {
    Borders borders =
        Borders.of(
            new Encoding(
                Spaces.space(
                    Spaces.choice("optimizer", "a", "b", "c", "d"), Spaces.whole("depth", 1, 3))));
    for (int option = 0; option < 4; option++) {
      assertThat(borders.log(new double[] {option, 1 / 6.0})).isZero();
    }
  }
}
