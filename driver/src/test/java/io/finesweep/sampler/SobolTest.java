package io.finesweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.history.History;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Value;
import java.util.HashSet;
import java.util.Set;
import org.hipparchus.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;

class SobolTest extends SamplerContract {

  @Override
  Sampler sampler(SearchSpace space) {
    return new Sobol(space, SEEDS);
  }

  @Test
  void everyIntervalOfAPowerOfTwoHoldsOnePointInEachDimension() {
    SobolSequence sequence = new SobolSequence(12, SEEDS);
    for (int start : new int[] {0, 256, 1024}) {
      for (int dimension = 0; dimension < 12; dimension++) {
        Set<Integer> cells = new HashSet<>();
        for (int index = start; index < start + 256; index++) {
          cells.add((int) (sequence.at(index)[dimension] * 256));
        }
        assertThat(cells).hasSize(256);
      }
    }
  }

  @Test
  void isAScrambledSobolSequence() {
    // Owen's scrambling keeps which points share their leading bits.
    SobolSequence sequence = new SobolSequence(5, SEEDS);
    SobolSequenceGenerator plain = new SobolSequenceGenerator(5);
    double[][] expected = new double[64][];
    for (int index = 0; index < 64; index++) {
      expected[index] = plain.nextVector();
    }
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < i; j++) {
        for (int d = 0; d < 5; d++) {
          for (int parts = 2; parts <= 64; parts *= 2) {
            boolean together = (int) (expected[i][d] * parts) == (int) (expected[j][d] * parts);
            assertThat((int) (sequence.at(i)[d] * parts) == (int) (sequence.at(j)[d] * parts))
                .isEqualTo(together);
          }
        }
      }
    }
  }

  @Test
  void theFirstPointIsUniformOverSeeds() {
    int[] tenths = new int[10];
    for (int seed = 0; seed < 2_000; seed++) {
      tenths[(int) (new SobolSequence(1, new Seeds(seed)).at(0)[0] * 10)]++;
    }
    double chiSquare = 0;
    for (int count : tenths) {
      chiSquare += (count - 200) * (count - 200) / 200.0;
    }
    assertThat(chiSquare).isLessThan(27.9); // p = .001 at 9 degrees
  }

  @Test
  void integratesBetterThanRandomPoints() {
    // The mean of Π (.5 + u) over the unit cube is 1; random points are off by .028 in the mean.
    SobolSequence sequence = new SobolSequence(4, SEEDS);
    double sum = 0;
    for (int index = 0; index < 512; index++) {
      double product = 1;
      for (double unit : sequence.at(index)) {
        product *= 0.5 + unit;
      }
      sum += product;
    }
    assertThat(sum / 512).isCloseTo(1, within(0.003));
  }

  @Test
  void theDiscrepancyIsFarBelowThatOfRandomPoints() {
    // Warnock's formula for the squared L2 star discrepancy; its mean over random points is known.
    int n = 256;
    int d = 4;
    SobolSequence sequence = new SobolSequence(d, SEEDS);
    double single = 0;
    double pairs = 0;
    for (int i = 0; i < n; i++) {
      double[] a = sequence.at(i);
      double product = 1;
      for (double unit : a) {
        product *= (1 - unit * unit) / 2;
      }
      single += product;
      for (int k = 0; k < n; k++) {
        double[] b = sequence.at(k);
        double joint = 1;
        for (int j = 0; j < d; j++) {
          joint *= 1 - Math.max(a[j], b[j]);
        }
        pairs += joint;
      }
    }
    double squared = Math.pow(3, -d) - 2 * single / n + pairs / n / n;
    double random = (Math.pow(2, -d) - Math.pow(3, -d)) / n;
    assertThat(squared).isBetween(0.0, random / 8);
  }

  @Test
  void spreadsAlongEachParameter() {
    SearchSpace space = Spaces.mixed();
    History history = played(sampler(space), 64, SamplerContract::score);
    int[] layers = new int[5];
    for (var trial : history.trials()) {
      Value value = trial.configuration().value("layers").orElseThrow();
      layers[(int) ((Value.Whole) value).number()]++;
    }
    assertThat(layers).containsExactly(0, 16, 16, 16, 16);
  }
}
