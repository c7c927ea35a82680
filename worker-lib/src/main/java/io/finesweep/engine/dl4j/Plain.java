package io.finesweep.engine.dl4j;

import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * A graph to save: nothing frozen but what never learns, and no class of ours in its configuration,
 * so that DL4J reads it without Finesweep.
 */
final class Plain {

  private Plain() {}

  /** A copy of {@code graph} with weights of its own. */
  static ComputationGraph of(ComputationGraph graph) {
    ComputationGraphConfiguration configuration = Copies.of(graph.getConfiguration());
    configuration.getVertices().replaceAll((name, vertex) -> plain(vertex));
    configuration.setIterationCount(0);
    configuration.setEpochCount(0);
    ComputationGraph copy = new ComputationGraph(configuration);
    copy.init(graph.params(), true);
    return copy;
  }

  /** Writes {@code graph}, which takes rows of {@code shape}, as DL4J reads it. */
  static void write(ComputationGraph graph, int[] shape, OutputStream out) throws IOException {
    ComputationGraph plain = of(graph);
    try {
      ModelFile.write(plain, shape, out);
    } finally {
      plain.params().close();
    }
  }

  private static GraphVertex plain(GraphVertex vertex) {
    if (vertex instanceof FrozenVertex frozen) {
      return frozen.getUnderlying();
    } else if (vertex instanceof LayerVertex layer) {
      var configuration = layer.getLayerConf();
      configuration.setLayer(plain(configuration.getLayer()));
    }
    return vertex;
  }

  private static Layer plain(Layer layer) {
    Layer inner = layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
    if (inner instanceof BaseWrapperLayer wrapper) {
      plain(wrapper.getUnderlying());
    } else if (inner instanceof Bidirectional both) {
      plain(both.getFwd());
      plain(both.getBwd());
    } else if (inner instanceof BaseLayer base) {
      base.setIUpdater(new Sgd());
      base.setBiasUpdater(null);
      base.setWeightNoise(null);
      if (base.getActivationFn() instanceof Rectifier) {
        base.setActivationFn(new ActivationReLU());
      }
    }
    if (inner.getIDropout() instanceof DroppedChannels dropped) {
      inner.setIDropout(new Dropout(dropped.kept()));
    }
    if (inner instanceof BaseOutputLayer output && output.getLossFn() instanceof LossMCXENT) {
      output.setLossFn(new LossMCXENT());
    }
    return KerasScaling.isOne(inner) ? layer : inner;
  }
}
