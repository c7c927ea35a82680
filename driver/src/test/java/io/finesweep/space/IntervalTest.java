package io.finesweep.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.trial.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IntervalTest {

  private static Interval drawn(RandomGenerator random) {
    // Ends that often are 0, or the same.
    double one = random.nextInt(-3, 4) / 2.0;
    double other = random.nextInt(-3, 4) / 2.0;
    return new Interval(Math.min(one, other), Math.max(one, other));
  }

  private static double numberOf(Interval interval, RandomGenerator random) {
    double share = random.nextInt(5) / 4.0;
    return interval.low() + share * (interval.high() - interval.low());
  }

  @Test
  void noNumberIsLost() {
    RandomGenerator random = new Seeds(3).generator("intervals");
    for (int draw = 0; draw < 20_000; draw++) {
      Interval a = drawn(random);
      Interval b = drawn(random);
      double x = numberOf(a, random);
      double y = numberOf(b, random);
      assertThat(a.plus(b).contains(x + y)).isTrue();
      assertThat(a.minus(b).contains(x - y)).isTrue();
      assertThat(a.times(b).contains(x * y)).isTrue();
      assertThat(a.squared().contains(x * x)).isTrue();
      assertThat(y == 0 || a.over(b).contains(x / y)).isTrue();
      Interval products = drawn(random);
      assertThat(!products.contains(x * y) || products.besides(b).contains(x)).isTrue();
      assertThat(!products.contains(x * x) || a.root(products).contains(x)).isTrue();
    }
  }

  @Test
  void takesWhatIsImpossible() {
    Interval all = new Interval(0, 1);
    assertThat(all.root(Interval.of(0.25))).isEqualTo(Interval.of(0.5));
    assertThat(new Interval(-1, 1).root(Interval.of(0.25))).isEqualTo(new Interval(-0.5, 0.5));
    assertThat(new Interval(-1, 0).root(new Interval(0.25, 0.36)))
        .isEqualTo(new Interval(-0.6, -0.5));
    assertThat(all.root(Interval.of(-1)).contains(0.5)).isFalse();
    assertThat(new Interval(-2, 1).squared()).isEqualTo(new Interval(0, 4));
    assertThat(Interval.of(0.5).besides(new Interval(0, 2))).isEqualTo(Interval.atLeast(0.25));
    assertThat(Interval.of(-1).besides(new Interval(-2, 0))).isEqualTo(Interval.atLeast(0.5));
    assertThat(Interval.of(0).besides(all)).isEqualTo(Interval.ALL);
  }
}
