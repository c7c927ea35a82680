package io.finesweep.engine.dl4j;

import io.finesweep.engine.Clipping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Looks at each step between its gradient and its update: keeps the loss, and clips the gradient.
 * DL4J's own clipping would clip the running means of batch normalization too, and has no norm over
 * all layers.
 */
final class Gauge extends BaseTrainingListener {

  private final Clipping clipping;
  private final Anchor anchor;
  private double loss = Double.NaN;

  Gauge(Clipping clipping, Anchor anchor) {
    this.clipping = clipping;
    this.anchor = anchor;
  }

  /** The mean loss of the last batch, without penalties on weights. */
  double loss() {
    return loss;
  }

  @Override
  public void onGradientCalculation(Model model) {
    ComputationGraph graph = (ComputationGraph) model;
    loss = graph.score() - graph.calcRegularizationScore(true);
    // Here a gradient is still the sum over the batch: DL4J divides it after this.
    if (clipping instanceof Clipping.ByValue value) {
      double threshold = value.threshold() * graph.batchSize();
      gradients(graph).forEach(gradient -> clip(gradient, threshold));
    } else if (clipping instanceof Clipping.ByNorm norm) {
      shorten(gradients(graph), norm.threshold() * graph.batchSize());
    }
    anchor.pull(graph); // like DL4J's own penalties, after clipping
  }

  private static void clip(INDArray gradient, double threshold) {
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder("clipbyvalue")
                .addInputs(gradient)
                .callInplace(true)
                .addFloatingPointArguments(-threshold, threshold)
                .build());
  }

  private static void shorten(List<INDArray> gradients, double threshold) {
    double squares = 0;
    for (INDArray gradient : gradients) {
      double norm = gradient.norm2Number().doubleValue();
      squares += norm * norm;
    }
    double norm = Math.sqrt(squares);
    if (norm > threshold) {
      gradients.forEach(gradient -> gradient.muli(threshold / norm));
    }
  }

  private static List<INDArray> gradients(ComputationGraph graph) {
    List<INDArray> gradients = new ArrayList<>();
    for (Map.Entry<String, INDArray> entry : graph.gradient().gradientForVariable().entrySet()) {
      int split = entry.getKey().lastIndexOf('_');
      Layer layer = graph.getLayer(entry.getKey().substring(0, split));
      // Running means and variances pass as gradients, but are none.
      if (entry.getValue() != null
          && layer.updaterDivideByMinibatch(entry.getKey().substring(split + 1))) {
        gradients.add(entry.getValue());
      }
    }
    return gradients;
  }
}
