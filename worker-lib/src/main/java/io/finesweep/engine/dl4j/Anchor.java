package io.finesweep.engine.dl4j;

import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pulls weights and biases to where they began (L2-SP, Li et al. 2018).
 *
 * @param strength the weight of half the squared distance in the loss
 * @param beginnings of the weights, by their names among a graph's gradients
 */
record Anchor(double strength, Map<String, INDArray> beginnings) {

  /** One that does nothing. */
  static final Anchor NONE = new Anchor(0, Map.of());

  /** For the weights above {@code cut} that {@code graph} has now, which are the base model's. */
  static Anchor of(double strength, ComputationGraph graph, Cut cut) {
    Map<String, INDArray> beginnings = new HashMap<>();
    for (Node node : strength > 0 ? cut.above() : List.<Node>of()) {
      if (node.layer().isPresent() && graph.getLayer(node.name()).numParams() > 0) {
        Layer layer = graph.getLayer(node.name());
        for (String key : layer.paramTable(false).keySet()) {
          if (layer.updaterDivideByMinibatch(key)) { // running means and variances are not learnt
            beginnings.put(node.name() + "_" + key, layer.getParam(key).dup());
          }
        }
      }
    }
    return new Anchor(strength, beginnings);
  }

  /** Adds the pull to the gradients of {@code graph}, which are sums over the batch. */
  void pull(ComputationGraph graph) {
    if (beginnings.isEmpty()) {
      return;
    }
    double factor = strength * graph.batchSize();
    graph
        .gradient()
        .gradientForVariable()
        .forEach(
            (name, gradient) -> {
              INDArray beginning = beginnings.get(name);
              if (beginning != null && gradient != null) {
                int split = name.lastIndexOf('_');
                Layer layer = graph.getLayer(name.substring(0, split));
                try (INDArray distance =
                    layer.getParam(name.substring(split + 1)).sub(beginning).muli(factor)) {
                  gradient.addi(distance);
                }
              }
            });
  }

  /** Gives its memory back. */
  void close() {
    beginnings.values().forEach(INDArray::close);
  }
}
