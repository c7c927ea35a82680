package io.finesweep.engine.dl4j;

import io.finesweep.engine.Head;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The weights that a new head begins with. They depend on the seed and the head alone, not on what
 * lies below it.
 *
 * @param byLayer of each layer, input by input; biases are 0
 */
record HeadWeights(List<float[]> byLayer) {

  HeadWeights {
    byLayer = List.copyOf(byLayer);
  }

  /**
   * Draws them: as {@link ScratchNetwork#weights} says for hidden layers, after Glorot and Bengio
   * (2010) for the output.
   *
   * @param width the numbers of a row of the head's input
   */
  static HeadWeights draw(Head head, int width, int outputs, Seeds seeds) {
    List<float[]> layers = new ArrayList<>();
    int inputs = width;
    for (int i = 0; i <= head.hidden().size(); i++) {
      boolean last = i == head.hidden().size();
      int units = last ? outputs : head.hidden().get(i);
      double variance = last ? 2.0 / (inputs + units) : variance(head, inputs, units);
      layers.add(normal(inputs * units, Math.sqrt(variance), seeds.generator("head", i)));
      inputs = units;
    }
    return new HeadWeights(layers);
  }

  private static double variance(Head head, int inputs, int units) {
    return switch (ScratchNetwork.weights(head.activation())) {
      case RELU -> 2.0 / inputs;
      case LECUN_NORMAL -> 1.0 / inputs;
      default -> 2.0 / (inputs + units);
    };
  }

  private static float[] normal(int count, double deviation, RandomGenerator random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.nextGaussian() * deviation);
    }
    return numbers;
  }
}
