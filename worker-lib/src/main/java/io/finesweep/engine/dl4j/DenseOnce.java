package io.finesweep.engine.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer that computes its output once a step. DL4J computes it again for the gradient, to
 * know the activation's slope; this one is made only where the slope can be told from the
 * activation too, which the step already has.
 */
final class DenseOnce extends DenseLayer {

  private transient @Nullable INDArray seen;
  private transient @Nullable INDArray output;

  private DenseOnce(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  /** Puts one in the place of each dense layer of {@code graph} that can be one. */
  static void giveTo(ComputationGraph graph) {
    Layer[] layers = graph.getLayers();
    for (int i = 0; i < layers.length; i++) {
      if (layers[i] instanceof DenseLayer layer
          && layer.getClass() == DenseLayer.class
          && !layer.hasLayerNorm()
          && Rectifier.keepsSlope(layer.layerConf().getActivationFn())
          && graph.getVertex(layer.conf().getLayer().getLayerName()) instanceof LayerVertex vertex
          && vertex.getLayer() == layer) {
        layers[i] = inPlaceOf(layer, graph.getConfiguration().getDataType());
        vertex.setLayer(layers[i]);
      }
    }
  }

  private static DenseOnce inPlaceOf(DenseLayer layer, DataType type) {
    DenseOnce once = new DenseOnce(layer.conf(), type);
    once.setListeners(layer.getListeners());
    once.setIndex(layer.getIndex());
    once.setParamsViewArray(layer.params());
    once.setParamTable(layer.paramTable());
    if (layer.getGradientsViewArray() != null) {
      once.setBackpropGradientsViewArray(layer.getGradientsViewArray());
    }
    return once;
  }

  @Override
  protected Pair<INDArray, INDArray> preOutputWithPreNorm(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
    INDArray left = forBackprop && input == seen ? output : null;
    seen = null;
    output = null;
    if (left != null) {
      return new Pair<>(left, null);
    }
    Pair<INDArray, INDArray> computed =
        super.preOutputWithPreNorm(training, forBackprop, workspaces);
    if (training && !forBackprop && maskArray == null) {
      seen = input;
      output = computed.getFirst();
    }
    return computed;
  }
}
