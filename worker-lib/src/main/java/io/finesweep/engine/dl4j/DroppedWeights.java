package io.finesweep.engine.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes a share of a layer's weights for 0 and enlarges the others, so that their sum stays the
 * same in expectation. DL4J's own class does not enlarge them: layers would predict on another
 * scale than they were trained on.
 */
record DroppedWeights(double rate) implements IWeightNoise {

  @Override
  public INDArray getParameter(
      Layer layer,
      String key,
      int iteration,
      int epoch,
      boolean train,
      LayerWorkspaceMgr workspaces) {
    INDArray weights = layer.getParam(key);
    var configuration = layer.conf().getLayer();
    if (!train || !configuration.initializer().isWeightParam(configuration, key)) {
      return weights;
    }
    INDArray dropped =
        workspaces.createUninitialized(
            ArrayType.INPUT, weights.dataType(), weights.shape(), weights.ordering());
    Nd4j.getExecutioner().exec(new DropOutInverted(weights, dropped, 1 - rate));
    return dropped;
  }

  @Override
  public IWeightNoise clone() {
    return this;
  }
}
