package io.finesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.engine.LearningRate.Schedule;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  @Test
  void staysConstant() {
    assertThat(at(new Schedule.Constant(), 0, 99)).isEqualTo(2);
  }

  @Test
  void dropsAfterWholeSteps() {
    Schedule step = new Schedule.Step(0.5, 3);

    assertThat(at(step, 0, 29)).isEqualTo(2);
    assertThat(at(step, 0, 30)).isEqualTo(1);
    assertThat(at(step, 0, 60)).isEqualTo(0.5);
  }

  @Test
  void shrinksBetweenEpochsToo() {
    Schedule exponential = new Schedule.Exponential(0.25);

    assertThat(at(exponential, 0, 10)).isCloseTo(0.5, within(1e-12));
    assertThat(at(exponential, 0, 5)).isCloseTo(1, within(1e-12));
  }

  @Test
  void followsHalfACosineDownToItsFloor() {
    Schedule cosine = new Schedule.Cosine(0.1);

    assertThat(at(cosine, 0, 0)).isEqualTo(2);
    assertThat(at(cosine, 0, 50)).isCloseTo(1.1, within(1e-12));
    assertThat(at(cosine, 0, 100)).isCloseTo(0.2, within(1e-12));
    assertThat(at(cosine, 0, 200)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void risesLinearlyWhileItWarmsUp() {
    Schedule cosine = new Schedule.Cosine(0);

    assertThat(at(cosine, 2, 0)).isCloseTo(0.1, within(1e-12));
    assertThat(at(cosine, 2, 9)).isCloseTo(1, within(1e-12));
    assertThat(at(cosine, 2, 19)).isCloseTo(2, within(1e-12));
    assertThat(at(cosine, 2, 20)).isCloseTo(2, within(1e-12));
    assertThat(at(cosine, 2, 60)).isCloseTo(1, within(1e-12));
  }

  @Test
  void neverExceedsItsRateWhereWarmUpIsShorterThanAStep() {
    assertThat(at(new Schedule.Constant(), 0.01, 0)).isEqualTo(2);
  }

  /** At rate 2, 10 steps an epoch, 10 epochs. */
  private static double at(Schedule schedule, double warmUp, int step) {
    return new LearningRate(2, schedule, warmUp).at(step, 10, 10);
  }
}
