package io.finesweep.engine.dl4j;

import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * How deep the nodes of a network lie below its head, counted in layers with weights: 1 is the
 * uppermost. What has no weights, and normalization, belongs to the layer below it, dropout to what
 * it feeds.
 */
record Depths(Map<String, Integer> byNode) {

  Depths {
    byNode = Map.copyOf(byNode);
  }

  static Depths of(Anatomy network) {
    Map<String, Integer> depths = new HashMap<>();
    int above = 0;
    int last = 0;
    List<Node> nodes = network.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      Layer layer = node.layer().orElse(null);
      last = layer instanceof DropoutLayer ? last : above + 1;
      depths.put(node.name(), last);
      if (node.weights() != null
          && node.weights().length() > 0
          && !(layer instanceof BatchNormalization)) {
        above++;
      }
    }
    return new Depths(depths);
  }

  /** That of a node; 0 of one that is not in the network, such as the head's. */
  int of(String node) {
    return byNode.getOrDefault(node, 0);
  }
}
