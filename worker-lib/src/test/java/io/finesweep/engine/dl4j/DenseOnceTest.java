package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class DenseOnceTest {

  /** One layer feeds two, all with dropout and noise on their weights. */
  @ParameterizedTest
  @CsvSource({"RELU, true", "IDENTITY, true", "TANH, false", "LEAKYRELU, false"})
  void learnsAsDl4jsLayerDoesToTheLastBit(Activation activation, boolean once) {
    ComputationGraph plain = graph(activation);
    ComputationGraph quick = graph(activation);
    DenseOnce.giveTo(quick);
    Rectifier.giveTo(quick);

    assertThat(losses(quick)).isEqualTo(losses(plain));
    assertThat(quick.getLayer("below") instanceof DenseOnce).isEqualTo(once);
    assertThat(quick.getLayers()).contains(quick.getLayer("below"));
    assertThat(quick.params().data().asFloat()).isEqualTo(plain.params().data().asFloat());
    INDArray row = Nd4j.linspace(-1, 1, 9).reshape(1, 9);
    assertThat(quick.outputSingle(row).data().asFloat())
        .isEqualTo(plain.outputSingle(row).data().asFloat());
  }

  private static List<Double> losses(ComputationGraph graph) {
    Nd4j.getRandom().setSeed(7);
    INDArray rows = Nd4j.randn(6, 9);
    INDArray labels = Nd4j.eye(6);
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < 12; step++) {
      graph.fit(new INDArray[] {rows}, new INDArray[] {labels});
      losses.add(graph.score());
      graph.outputSingle(rows);
    }
    return losses;
  }

  private static ComputationGraph graph(Activation activation) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.02))
                .weightNoise(new DroppedWeights(0.2))
                .graphBuilder()
                .addInputs("in")
                .addLayer("below", dense(9, 12, activation), "in")
                .addLayer("left", dense(12, 7, activation), "below")
                .addLayer("right", dense(12, 8, activation), "below")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(15)
                        .nOut(6)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "left",
                    "right")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static DenseLayer dense(int inputs, int outputs, Activation activation) {
    return new DenseLayer.Builder()
        .nIn(inputs)
        .nOut(outputs)
        .dropOut(0.8)
        .activation(activation)
        .build();
  }
}
