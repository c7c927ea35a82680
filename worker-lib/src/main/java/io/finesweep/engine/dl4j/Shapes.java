package io.finesweep.engine.dl4j;

import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;

/**
 * What each node of a network puts out for one row.
 *
 * @param byNode in the order of the nodes
 */
record Shapes(InputType input, Map<String, InputType> byNode) {

  /**
   * Follows a row through the network.
   *
   * @throws InvalidModel if it does not fit
   */
  static Shapes of(Anatomy network, InputType input) {
    Map<String, InputType> shapes = new LinkedHashMap<>();
    int index = 0;
    for (Node node : network.nodes()) {
      InputType[] inputs =
          node.inputs().stream()
              .map(name -> name.equals(network.input()) ? input : shapes.get(name))
              .toArray(InputType[]::new);
      try {
        shapes.put(node.name(), type(node, index++, inputs));
      } catch (RuntimeException e) {
        throw unfit(node.name(), e);
      }
    }
    return new Shapes(input, shapes);
  }

  /** What pools over all words says of itself that it puts out what it takes. */
  private static InputType type(Node node, int index, InputType[] inputs) {
    Layer layer = node.layer().orElse(null);
    Layer inner = layer instanceof MaskZeroLayer masked ? masked.getUnderlying() : layer;
    return inner instanceof GlobalPoolingLayer pool
            && pool.isCollapseDimensions()
            && inputs[0] instanceof InputType.InputTypeRecurrent words
        ? InputType.feedForward(words.getSize())
        : node.vertex().getOutputType(index, inputs);
  }

  /** What the last node puts out. */
  InputType last() {
    InputType last = input;
    for (InputType type : byNode.values()) {
      last = type;
    }
    return last;
  }

  /** The shape of one row of {@code type}: channels, height, width; or one number. */
  static List<Integer> extents(InputType type) {
    if (type instanceof InputType.InputTypeConvolutional image) {
      return List.of((int) image.getChannels(), (int) image.getHeight(), (int) image.getWidth());
    } else if (type instanceof InputType.InputTypeFeedForward
        || type instanceof InputType.InputTypeConvolutionalFlat) {
      return List.of((int) type.arrayElementsPerExample());
    }
    return List.of();
  }

  static InvalidModel unfit(String layer, RuntimeException cause) {
    return new InvalidModel(
        "The rows do not fit the model's layer '"
            + layer
            + "': "
            + ModelFile.firstLine(cause)
            + "\nMaybe the images have another size, or the table other columns, than those that"
            + " the model was trained on.",
        cause);
  }
}
