package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RectifierTest {

  /** As many numbers as some pieces and a rest, in images of which none is a whole piece. */
  private static final long[] SHAPE = {3, 5, 7, 41};

  @Test
  void hasTheSlopeOfReluToTheLastBit() {
    requireSame(normal(1), normal(2));
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY
      })
  void hasTheSlopeOfReluAtTheEdges(float number) {
    requireSame(Nd4j.valueArrayOf(SHAPE, number), normal(2));
  }

  @Test
  void hasTheSlopeOfReluWhereMemoryIsInAnotherOrder() {
    requireSame(normal(1).permute(3, 1, 2, 0), normal(2).permute(3, 1, 2, 0).dup('c'));
    requireSame(normal(1).permute(3, 1, 2, 0).dup('c'), normal(2).permute(3, 1, 2, 0));
  }

  @Test
  void readsAPartOfAnArray() {
    requireSame(normal(1).slice(1), normal(2).slice(2));
  }

  private static INDArray normal(int seed) {
    Nd4j.getRandom().setSeed(seed);
    return Nd4j.randn('c', SHAPE);
  }

  private static void requireSame(INDArray numbers, INDArray gradients) {
    float[] before = numbers.dup('c').data().asFloat();
    INDArray expected =
        new ActivationReLU().backprop(numbers.dup(), gradients.dup()).getFirst().dup('c');

    INDArray slopes = new Rectifier().backprop(numbers, gradients).getFirst().dup('c');

    assertThat(slopes.data().asFloat()).isEqualTo(expected.data().asFloat());
    assertThat(numbers.dup('c').data().asFloat()).isEqualTo(before);
  }
}
