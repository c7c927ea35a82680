package io.finesweep.engine.dl4j;

import io.finesweep.engine.Unfreezing;
import io.finesweep.engine.dl4j.Anatomy.Node;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which layers rest for a time. DL4J cannot thaw a layer in place: the graph is built anew around
 * the same weights, and the optimizer's state is carried over.
 *
 * @param cut whose frozen layers rest for good
 */
record Thawing(Unfreezing unfreezing, Cut cut, Depths depths) {

  static Thawing of(Unfreezing unfreezing, Cut cut) {
    return new Thawing(unfreezing, cut, Depths.of(cut.network()));
  }

  /** The nodes that rest after {@code epochs} epochs, but not for good. */
  Set<String> resting(int epochs) {
    int learning = unfreezing.layers(epochs);
    Set<String> resting = new HashSet<>();
    for (Node node : cut.above()) {
      if (depths.of(node.name()) > learning) {
        resting.add(node.name());
      }
    }
    return resting;
  }

  /**
   * {@code graph} with the nodes in {@code resting} frozen and all others thawed that are not
   * frozen for good. It takes over the weights; {@code graph} is of no more use.
   */
  ComputationGraph rebuilt(ComputationGraph graph, Set<String> resting) {
    ComputationGraphConfiguration configuration = Copies.of(graph.getConfiguration());
    for (Node node : cut.above()) {
      if (node.isFixed()) {
        continue;
      }
      GraphVertex vertex =
          thawed(Objects.requireNonNull(configuration.getVertices().get(node.name())));
      configuration
          .getVertices()
          .put(node.name(), resting.contains(node.name()) ? frozen(vertex) : vertex);
    }
    configuration.setIterationCount(graph.getConfiguration().getIterationCount());
    configuration.setEpochCount(graph.getConfiguration().getEpochCount());
    ComputationGraph rebuilt = new ComputationGraph(configuration);
    rebuilt.init(graph.params(), false);
    OptimizerState.of(graph).giveTo(rebuilt);
    free(graph);
    OneDnn.giveTo(rebuilt);
    return rebuilt;
  }

  private static GraphVertex frozen(GraphVertex vertex) {
    if (!(vertex instanceof LayerVertex layer)) {
      return new FrozenVertex(vertex);
    }
    Layer inner = layer.getLayerConf().getLayer();
    FrozenLayer frozen = new FrozenLayer(inner);
    frozen.setLayerName(inner.getLayerName());
    layer.getLayerConf().setLayer(frozen);
    return layer;
  }

  private static GraphVertex thawed(GraphVertex vertex) {
    if (vertex instanceof FrozenVertex frozen) {
      return frozen.getUnderlying();
    } else if (vertex instanceof LayerVertex layer
        && layer.getLayerConf().getLayer() instanceof FrozenLayer frozen) {
      layer.getLayerConf().setLayer(frozen.getLayer());
    }
    return vertex;
  }

  private static void free(ComputationGraph graph) {
    INDArray state = graph.getUpdater(true).getStateViewArray();
    for (INDArray array : new INDArray[] {state, graph.getFlattenedGradients()}) {
      if (array != null && array.closeable()) {
        array.close();
      }
    }
  }
}
