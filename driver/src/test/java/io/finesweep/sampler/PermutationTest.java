package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 17, 64, 100, 1000, 4097})
  void visitsEveryNumberOnce(int size) {
    Permutation order = new Permutation(size, 7);
    boolean[] seen = new boolean[size];
    for (int place = 0; place < size; place++) {
      int number = (int) order.at(place);
      assertThat(seen[number]).isFalse();
      seen[number] = true;
    }
  }

  @Test
  void anotherSeedGivesAnotherOrder() {
    Permutation one = new Permutation(1000, 1);
    Permutation two = new Permutation(1000, 2);
    int equal = 0;
    for (int place = 0; place < 1000; place++) {
      equal += one.at(place) == two.at(place) ? 1 : 0;
    }
    assertThat(equal).isLessThan(10);
  }

  @Test
  void everyBeginningCoversTheRange() {
    int[] tenths = new int[10];
    Permutation order = new Permutation(100_000, 3);
    for (int place = 0; place < 1000; place++) {
      tenths[(int) (order.at(place) / 10_000)]++;
    }
    double chiSquare = Arrays.stream(tenths).mapToDouble(n -> (n - 100) * (n - 100) / 100.0).sum();
    assertThat(chiSquare).isLessThan(27.9); // p = .001 at 9 degrees
  }

  @Test
  void reachesAcrossTheWholeRangeOfLong() {
    Permutation order = new Permutation(Long.MAX_VALUE, 3);
    for (long place = 0; place < 1000; place++) {
      assertThat(order.at(place)).isNotNegative();
    }
  }
}
