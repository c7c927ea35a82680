package io.finesweep.engine.dl4j;

import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.ModelDescription;
import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Describes a network to the user. */
final class Description {

  private Description() {}

  static ModelDescription of(Anatomy network) {
    List<Integer> shape = network.shape().isEmpty() ? inferred(network) : network.shape();
    Map<String, InputType> outputs = outputs(network, shape);
    List<ModelDescription.Layer> layers =
        network.nodes().stream()
            .map(
                node ->
                    new ModelDescription.Layer(
                        node.name(),
                        type(node),
                        outputs.containsKey(node.name())
                            ? Shapes.extents(outputs.get(node.name()))
                            : List.of(),
                        node.weights() == null ? 0 : node.weights().length(),
                        node.weights() == null
                            ? 0
                            : node.weights().length() * node.weights().dataType().width()))
            .toList();
    return new ModelDescription(network.kind(), shape, layers, Trained.of(network));
  }

  /** What the first layer tells of the input's shape. */
  private static List<Integer> inferred(Anatomy network) {
    for (Node node : network.nodes()) {
      if (!node.inputs().contains(network.input())) {
        continue;
      }
      if (node.preProcessor() instanceof FeedForwardToCnnPreProcessor image) {
        return List.of(
            (int) image.getNumChannels(),
            (int) image.getInputHeight(),
            (int) image.getInputWidth());
      } else if (InputForm.isOfWords(network)) {
        return List.of();
      } else if (node.layer().orElse(null) instanceof FeedForwardLayer layer
          && InputForm.of(network, new int[1]) == InputForm.FLAT) {
        return List.of((int) layer.getNIn());
      }
    }
    return List.of();
  }

  private static Map<String, InputType> outputs(Anatomy network, List<Integer> shape) {
    if (shape.isEmpty()) {
      return Map.of();
    }
    int[] extents = shape.stream().mapToInt(Integer::intValue).toArray();
    try {
      return Shapes.of(network, InputForm.of(network, extents).type(extents)).byNode();
    } catch (InvalidModel e) {
      return Map.of(); // the file says a shape that its layers do not follow: it stays unknown
    }
  }

  private static String type(Node node) {
    String name =
        node.layer()
            .map(layer -> layer.getClass().getSimpleName())
            .orElse(node.vertex().getClass().getSimpleName());
    return name.replaceFirst("(Layer|Vertex)$", "");
  }
}
