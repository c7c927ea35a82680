package io.finesweep.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.trial.Budget;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderShapeTest {

  private static List<Integer> epochs(LadderShape shape, int full) {
    return shape.ladder(new Budget(1, full)).rungs().stream().map(Budget::epochs).toList();
  }

  @Test
  void dividesTheEpochsByTheReductionDownToOne() {
    assertThat(epochs(LadderShape.DEFAULT, 27)).containsExactly(1, 3, 9, 27);
    assertThat(epochs(LadderShape.DEFAULT, 52)).containsExactly(2, 6, 17, 52);
    assertThat(epochs(new LadderShape(2, List.of()), 10)).containsExactly(1, 3, 5, 10);
    assertThat(epochs(LadderShape.DEFAULT, 1)).containsExactly(1);
    assertThat(epochs(LadderShape.DEFAULT, 2)).containsExactly(2);
  }

  @Test
  void growsFoldsAtAllEpochs() {
    assertThat(LadderShape.DEFAULT.ladder(new Budget(5, 9)).rungs())
        .containsExactly(
            new Budget(1, 1),
            new Budget(1, 3),
            new Budget(1, 9),
            new Budget(3, 9),
            new Budget(5, 9));
    assertThat(LadderShape.DEFAULT.ladder(new Budget(3, 1)).rungs())
        .containsExactly(new Budget(1, 1), new Budget(3, 1));
  }

  @Test
  void takesRungsGivenByHandAsTheyAre() {
    LadderShape shape = new LadderShape(3, List.of(4, 5, 11));
    assertThat(epochs(shape, 20)).containsExactly(4, 5, 11, 20);
    assertThat(epochs(shape, 11)).containsExactly(4, 5, 11);
    assertThat(epochs(shape, 8)).containsExactly(4, 5, 8);
    assertThat(shape.isGiven()).isTrue();
    assertThat(LadderShape.DEFAULT.isGiven()).isFalse();
  }

  @Test
  void refusesAReductionThatReducesNothing() {
    assertThatThrownBy(() -> new LadderShape(1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2");
  }

  @Test
  void findsTheNextRungAboveAnyPlace() {
    Ladder ladder = LadderShape.DEFAULT.ladder(new Budget(5, 9));
    assertThat(ladder.above(new Budget(1, 1))).isEqualTo(new Budget(1, 3));
    assertThat(ladder.above(new Budget(1, 4))).isEqualTo(new Budget(1, 9));
    assertThat(ladder.above(new Budget(2, 9))).isEqualTo(new Budget(3, 9));
    assertThat(ladder.lastOfOneFold()).isEqualTo(2);
    assertThat(ladder.full()).isEqualTo(new Budget(5, 9));
  }
}
