package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.engine.Optimizer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ArrayUpdaterTest {

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Optimizer.Sgd(),
        new Optimizer.Nesterov(0.9),
        new Optimizer.Adam(0.9, 0.999, 1e-8),
        new Optimizer.AmsGrad(0.9, 0.99, 1e-7),
        new Optimizer.Nadam(0.8, 0.999, 1e-8),
        new Optimizer.RmsProp(0.95, 1e-8),
        new Optimizer.AdaGrad(1e-6));
  }

  /** Two blocks, of which the first has more numbers than a piece and the second fewer. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void takesTheStepsThatNd4jTakesToTheLastBit(Optimizer optimizer) {
    ComputationGraph plain = graph(optimizer);
    ComputationGraph quick = graph(optimizer);
    ArrayUpdater.giveTo(quick, optimizer);
    Nd4j.getRandom().setSeed(5);
    INDArray rows = Nd4j.randn(8, 70);
    INDArray labels = Nd4j.eye(8);
    for (int step = 0; step < 20; step++) {
      plain.fit(new INDArray[] {rows}, new INDArray[] {labels});
      quick.fit(new INDArray[] {rows}, new INDArray[] {labels});
    }

    assertThat(quick.params().data().asFloat()).isEqualTo(plain.params().data().asFloat());
    INDArray state = plain.getUpdater(true).getStateViewArray();
    if (state != null) {
      assertThat(quick.getUpdater(true).getStateViewArray().data().asFloat())
          .isEqualTo(state.data().asFloat());
      assertThat(quick.getUpdater(true).getUpdaterBlocks())
          .hasSize(2)
          .extracting(UpdaterBlock::getGradientUpdater)
          .hasOnlyElementsOfType(ArrayUpdater.class);
    }
  }

  private static ComputationGraph graph(Optimizer optimizer) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "hidden",
                    new DenseLayer.Builder()
                        .nIn(70)
                        .nOut(60)
                        .activation(Activation.TANH)
                        .updater(updater(optimizer, 0.01))
                        .build(),
                    "in")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(60)
                        .nOut(8)
                        .activation(Activation.SOFTMAX)
                        .updater(updater(optimizer, 0.02))
                        .build(),
                    "hidden")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static IUpdater updater(Optimizer optimizer, double rate) {
    IUpdater updater = Tuning.untimed(optimizer, rate);
    updater.setLrAndSchedule(rate, null);
    return updater;
  }
}
