package io.finesweep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VoteTest {

  private static Predictions classes(double... firstClass) {
    double[][] probabilities = new double[firstClass.length][];
    for (int row = 0; row < firstClass.length; row++) {
      probabilities[row] = new double[] {firstClass[row], 1 - firstClass[row]};
    }
    return new Predictions.Classes(new int[firstClass.length], probabilities, List.of("a", "b"));
  }

  @Test
  void isTheWeightedMeanOfProbabilities() {
    Predictions together =
        Vote.of(List.of(classes(1, 0.25), classes(0, 0.75)), new double[] {0.75, 0.25});

    assertThat(Vote.values(together)).isDeepEqualTo(new double[][] {{0.75, 0.25}, {0.375, 0.625}});
    assertThat(((Predictions.Classes) together).predicted()).containsExactly(0, 1);
  }

  @Test
  void refusesModelsOfOtherOutputs() {
    Predictions numbers = new Predictions.Numbers(new double[1][1], new double[1][1], List.of("y"));
    assertThatThrownBy(() -> Vote.of(List.of(classes(1), numbers), new double[] {0.5, 0.5}))
        .hasMessageContaining("must predict the same of the same rows");
  }
}
