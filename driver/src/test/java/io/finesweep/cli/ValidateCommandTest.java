package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What is told of a sweep before it runs. */
class ValidateCommandTest {

  private static final String TOLD = "tried first: what the base model was trained with: ";

  @TempDir private Path folder;

  private static MultiLayerNetwork trained() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Nesterovs(0.02, 0.8))
                .l2(0.5)
                .list()
                .layer(new DenseLayer.Builder().nIn(1).nOut(4).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT).nIn(4).nOut(2).build())
                .build());
    network.init();
    return network;
  }

  private String validated(String more) throws Exception {
    Path model = folder.resolve("base.zip");
    ModelSerializer.writeModel(trained(), model.toFile(), false);
    String rows =
        IntStream.range(0, 60)
            .mapToObj(i -> i + (i % 2 == 0 ? ",a" : ",b"))
            .collect(Collectors.joining("\n", "x,class\n", "\n"));
    Path data = Files.writeString(folder.resolve("data.csv"), rows);
    String text =
        """
        sweep {
          name = small, store = "%s"
          objective { metric = accuracy }
          validation { folds = 2 }
          budget { trials = 20 }
        }
        data { format = csv, path = "%s", label = class }
        fine-tuning {
          base-model = "%s"
          learning-rate = { log-uniform = [1e-3, 1e-1] }
          l2 = { log-uniform = [1e-6, 1e-2] }
          optimizer = { choice = [sgd, adam, { nesterov { momentum = { uniform = [0.5, 0.9] } } }] }
        }
        """
            .formatted(folder.resolve("store"), data, model);
    Path conf = Files.writeString(folder.resolve("small.conf"), text + more);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new Main.Streams(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            "validate",
            conf.toString());
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theSettingsOfTheBaseModelAreTriedAsFarAsTheSpaceHoldsThem() throws Exception {
    assertThat(validated(""))
        .contains(
            TOLD
                + "l2=0.000100, learning-rate=0.0200, optimizer=nesterov, "
                + "optimizer.nesterov.momentum=0.800")
        .doesNotContain("of its past");
  }

  @Test
  void theyAreNotWhereTheyAreSwitchedOffOrAGridWasAskedFor() throws Exception {
    assertThat(validated("sweep.try-base-model = false\n")).doesNotContain("tried first");
    assertThat(validated("sweep.strategy.sampler = grid\n")).doesNotContain("tried first");
  }

  @Test
  void aBudgetOfLessThanOneTrialIsTold() throws Exception {
    String told = "pays for less than one trial";
    assertThat(validated("sweep.budget = { epochs = 1 }\n")).contains(told);
    assertThat(validated("sweep.budget = { fold-runs = 1 }\n")).contains(told);
    assertThat(validated("sweep.budget = { fold-runs = 2 }\n")).doesNotContain(told);
  }
}
