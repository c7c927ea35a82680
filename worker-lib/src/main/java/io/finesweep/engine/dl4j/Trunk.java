package io.finesweep.engine.dl4j;

import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.jspecify.annotations.Nullable;

/**
 * A network without its head. The head is its output layer; in a network of Keras, which has no
 * loss, it is the last dense layer if its activation is softmax, sigmoid or none. Activation,
 * dropout and loss after that go with it. A network that ends otherwise has no head, and is kept
 * whole.
 *
 * @param network what is kept
 * @param preProcessor what reshaped the input of the head; null where nothing did
 */
record Trunk(Anatomy network, @Nullable InputPreProcessor preProcessor) {

  private static final Set<String> OUTPUT_ACTIVATIONS = Set.of("softmax", "sigmoid", "identity");

  static Trunk of(Anatomy whole) {
    Node node = whole.nodes().get(whole.nodes().size() - 1);
    boolean loss = false;
    while (true) {
      Layer layer = node.layer().orElse(null);
      if (isHead(layer)) {
        return new Trunk(before(whole, node), node.preProcessor());
      } else if (layer instanceof LossLayer) {
        loss = true;
      } else if (!(layer instanceof ActivationLayer || layer instanceof DropoutLayer)) {
        return new Trunk(loss ? whole.with(whole.upTo(node.name())) : whole, null);
      }
      node = input(whole, node);
    }
  }

  private static boolean isHead(@Nullable Layer layer) {
    return layer instanceof BaseOutputLayer
        || (layer instanceof DenseLayer dense
            && OUTPUT_ACTIVATIONS.contains(
                dense.getActivationFn().toString().toLowerCase(Locale.ROOT)));
  }

  private static Anatomy before(Anatomy whole, Node head) {
    if (head.inputs().equals(List.of(whole.input()))) {
      return whole.with(List.of());
    }
    return whole.with(whole.upTo(input(whole, head).name()));
  }

  private static Node input(Anatomy whole, Node node) {
    return whole
        .node(node.inputs().get(0))
        .orElseThrow(
            () ->
                new InvalidModel(
                    "The base model has no layer with weights before its output.\n"
                        + "Maybe describe a 'network' instead."));
  }
}
