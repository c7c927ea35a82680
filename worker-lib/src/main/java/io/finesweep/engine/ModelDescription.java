package io.finesweep.engine;

import io.finesweep.trial.Settings;
import java.util.List;

/**
 * What is inside a model.
 *
 * @param kind of network, such as "sequential" or "graph"
 * @param input the shape of one row, {@code [columns]} or {@code [channels, height, width]}; empty
 *     where the model does not say
 * @param layers in the order that data flow
 * @param trained the settings that the model says it was trained with, in the form in which {@code
 *     fine-tuning} holds them; empty where it says none
 */
public record ModelDescription(
    String kind, List<Integer> input, List<Layer> layers, Settings trained) {
  public ModelDescription {
    input = List.copyOf(input);
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param name as {@code freeze-up-to} names it
   * @param type such as "Convolution"
   * @param output the shape of one row of its output; empty where it is not known
   * @param parameters how many weights
   * @param bytes that they take in memory
   */
  public record Layer(String name, String type, List<Integer> output, long parameters, long bytes) {
    public Layer {
      output = List.copyOf(output);
    }
  }
}
