package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescentTest {

  private static double rosenbrock(double[] x, double[] gradient) {
    double bend = x[1] - x[0] * x[0];
    gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0]);
    gradient[1] = 200 * bend;
    return 100 * bend * bend + (1 - x[0]) * (1 - x[0]);
  }

  private static Descent within(double low, double high) {
    return new Descent(new double[] {low, low}, new double[] {high, high}, 100, 1e-14);
  }

  @Test
  void followsACurvedValleyToItsEnd() {
    Descent.Place place = within(-2, 2).from(new double[] {-1.2, 1}, DescentTest::rosenbrock);
    assertThat(place.point()).containsExactly(new double[] {1, 1}, offset(1e-5));
  }

  private static org.assertj.core.data.Offset<Double> offset(double offset) {
    return org.assertj.core.api.Assertions.within(offset);
  }

  @Test
  void slidesAlongABoundThatHoldsIt() {
    Descent.Place place = within(-2, 0.5).from(new double[] {-1.2, 0.4}, DescentTest::rosenbrock);
    assertThat(place.point()).containsExactly(new double[] {0.5, 0.25}, offset(1e-5));
  }

  @Test
  void leavesACoordinateWithoutRoomAlone() {
    Descent descent = new Descent(new double[] {-2, 0.7}, new double[] {2, 0.7}, 100, 1e-14);
    Descent.Place place = descent.from(new double[] {1.5, 0.7}, DescentTest::rosenbrock);
    assertThat(place.point()[1]).isEqualTo(0.7);
    assertThat(place.gradient()[0]).isCloseTo(0, offset(1e-4));
  }

  @Test
  void stepsBackFromWhereThereIsNoValue() {
    Descent.Place place =
        within(-2, 2)
            .from(
                new double[] {1, 1},
                (x, gradient) -> {
                  gradient[0] = 100;
                  gradient[1] = 2 * x[1];
                  return x[0] < 0.9 ? Double.POSITIVE_INFINITY : 100 * x[0] + x[1] * x[1];
                });
    assertThat(place.point()[0]).isBetween(0.9, 1.0);
    assertThat(place.value()).isLessThan(101);
  }
}
