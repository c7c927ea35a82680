package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.data.Examples;
import io.finesweep.data.Targets;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.LearningRate;
import io.finesweep.engine.ModelDescription;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Samples;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jModelsTest {

  private final Dl4jEngine engine = new Dl4jEngine();
  private final Examples images = Samples.images(40, 6, 3);

  @ParameterizedTest
  @CsvSource({"keras-sequential.h5, dense_a", "keras-functional.h5, gap"})
  void computesWhatKerasComputes(String file, String layer) throws IOException {
    Examples waves = waves();
    Trunk trunk = Trunk.of(ModelFile.read(resource(file)));
    ComputationGraph graph = assembled(trunk, waves, null);
    INDArray rows = InputForm.CHANNELS_LAST.array(waves.features(), 2, waves.shape());
    INDArray found = Objects.requireNonNull(graph.feedForward(rows, false).get(layer));
    JsonNode expected = new ObjectMapper().readTree(resource("keras.json")).get(file);

    assertThat(InputForm.of(trunk.network(), waves.shape())).isEqualTo(InputForm.CHANNELS_LAST);
    for (int row = 0; row < 2; row++) {
      for (int unit = 0; unit < expected.get(row).size(); unit++) {
        assertThat(found.getDouble(row, unit))
            .isCloseTo(expected.get(row).get(unit).asDouble(), within(1e-5));
      }
    }
  }

  @Test
  void describesASequentialKerasModel() throws IOException {
    ModelDescription model = engine.describe(resource("keras-sequential.h5"));

    assertThat(model.kind()).isEqualTo("sequential");
    assertThat(model.input()).containsExactly(2, 6, 5);
    assertThat(model.layers())
        .extracting(ModelDescription.Layer::name)
        .contains("conv_a", "pool_a", "dense_a", "out");
    assertThat(model.layers().get(0).output()).containsExactly(3, 4, 3);
    assertThat(model.layers().get(0).parameters()).isEqualTo(3 * 3 * 2 * 3 + 3);
  }

  @Test
  void tellsWhatAModelWasTrainedWith() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Nesterovs(0.02, 0.8))
                .l2(1e-4)
                .dropOut(0.8)
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(4).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT).nIn(4).nOut(2).build())
                .build());
    network.init();

    assertThat(engine.describe(saved(network)).trained().tree())
        .isEqualTo(
            Map.of(
                "optimizer",
                Map.of("nesterov", Map.of("momentum", 0.8)),
                "learning-rate",
                0.02,
                "l1",
                0.0,
                "l2",
                1e-4,
                "weight-decay",
                0.0,
                "dropout",
                0.2));
  }

  @Test
  void takesWhatNobodySetForNothing() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT).nIn(4).nOut(2).build())
                .build());
    network.init();

    assertThat(engine.describe(saved(network)).trained()).isEqualTo(Settings.EMPTY);
    assertThat(engine.describe(resource("keras-sequential.h5")).trained())
        .isEqualTo(Settings.EMPTY);
  }

  @Test
  void describesAFunctionalKerasModel() throws IOException {
    ModelDescription model = engine.describe(resource("keras-functional.h5"));

    assertThat(model.kind()).isEqualTo("graph");
    assertThat(model.layers())
        .extracting(ModelDescription.Layer::name)
        .contains("conv_a", "conv_b", "sum", "norm", "gap", "out");
  }

  @ParameterizedTest
  @CsvSource({
    "keras-sequential.h5, pool_a",
    "keras-functional.h5, sum",
    "keras-functional.h5, none"
  })
  void fineTunesAKerasModel(String file, String freezeUpTo) throws IOException {
    Recipe recipe =
        Samples.recipe(
            Map.of("base-model", file, "freeze-up-to", freezeUpTo, "learning-rate", 0.05));
    try (FineTuning tuned = engine.start(recipe, resource(file), waves(), 1, null)) {
      double first = tuned.trainEpoch(() -> {});
      double last = first;
      for (int epoch = 0; epoch < 20; epoch++) {
        last = tuned.trainEpoch(() -> {});
      }

      assertThat(last).isLessThan(first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras-sequential.h5", "keras-functional.h5"})
  void trainsAKerasModelOnOneDnnAsWithoutIt(String file) throws IOException {
    Recipe recipe =
        Samples.recipe(Map.of("base-model", file, "freeze-up-to", "none", "learning-rate", 0.05));
    double fast = lossAfterFiveEpochs(recipe, file);
    System.setProperty(OneDnn.SWITCH, "off");
    try {
      assertThat(fast).isCloseTo(lossAfterFiveEpochs(recipe, file), within(1e-3));
    } finally {
      System.clearProperty(OneDnn.SWITCH);
    }
  }

  private double lossAfterFiveEpochs(Recipe recipe, String file) throws IOException {
    try (FineTuning tuned = engine.start(recipe, resource(file), waves(), 1, null)) {
      double loss = 0;
      for (int epoch = 0; epoch < 5; epoch++) {
        loss = tuned.trainEpoch(() -> {});
      }
      return loss;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "flat"})
  void readsASequenceThatDl4jSaved(String input) throws IOException {
    MultiLayerNetwork network = sequence(input);
    Examples rows = input.equals("flat") ? flat(images) : images;
    byte[] saved = saved(network);
    Trunk trunk = Trunk.of(ModelFile.read(saved));
    ComputationGraph graph = assembled(trunk, rows, null);
    InputForm form = InputForm.of(trunk.network(), rows.shape());
    INDArray x = form.array(rows.features(), rows.size(), rows.shape());

    assertThat(trunk.network().names()).containsExactly("layer0", "layer1", "wide");
    assertThat(graph.feedForward(x, false).get("wide"))
        .isEqualTo(network.feedForward(x, false).get(3));
    assertThat(engine.describe(saved).layers())
        .extracting(ModelDescription.Layer::name)
        .containsExactly("layer0", "layer1", "wide", "layer3");
  }

  @Test
  void takesImagesAsAModelOfFlatRowsWantsThem() throws IOException {
    byte[] saved = saved(sequence("flat"));
    Recipe recipe = Samples.recipe(Map.of("base-model", "any", "freeze-up-to", "layer1"));
    try (FineTuning one = engine.start(recipe, saved, images, 1, null);
        FineTuning two = engine.start(recipe, saved, flat(images), 1, null)) {
      assertThat(probabilities(one, images)).isEqualTo(probabilities(two, flat(images)));
    }
    assertThat(engine.describe(saved).input()).containsExactly(1, 6, 6);
  }

  @Test
  void freezesBothBranchesOfAGraph() throws IOException {
    byte[] saved = saved(branches());
    Trunk trunk = Trunk.of(ModelFile.read(saved));
    ComputationGraph graph = assembled(trunk, flat(images), "merged");

    assertThat(graph.getLayer("left")).isInstanceOf(FrozenLayer.class);
    assertThat(graph.getLayer("right")).isInstanceOf(FrozenLayer.class);
    assertThat(graph.getLayer("after")).isNotInstanceOf(FrozenLayer.class);

    Recipe recipe = Samples.recipe(Map.of("base-model", "any", "freeze-up-to", "merged"));
    ComputationGraph tuned = trained(recipe, saved, flat(images));
    ComputationGraph base = branches();
    assertThat(tuned.getLayer("left").params()).isEqualTo(base.getLayer("left").params());
    assertThat(tuned.getLayer("right").params()).isEqualTo(base.getLayer("right").params());
    assertThat(tuned.getLayer("after").params()).isNotEqualTo(base.getLayer("after").params());
  }

  @Test
  void savesWhatDl4jReadsWithoutFinesweep() throws IOException {
    Recipe recipe = Samples.recipe(Map.of("base-model", "any", "freeze-up-to", "layer0"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    double[][] expected;
    try (FineTuning tuned = engine.start(recipe, saved(sequence("images")), images, 1, null)) {
      tuned.trainEpoch(() -> {});
      tuned.save(out);
      expected = probabilities(tuned, images);
    }
    ComputationGraph graph =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));
    INDArray x = InputForm.CHANNELS_FIRST.array(images.features(), 40, images.shape());
    INDArray found = graph.outputSingle(x);

    assertThat(graph.getConfiguration().toJson()).doesNotContain("finesweep");
    assertThat(found.getDouble(7, 1)).isCloseTo(expected[7][1], within(1e-6));
  }

  @Test
  void deserializesNoJavaObjectThatStandsInAZip() throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new Trap());
    }
    byte[] trapped =
        with(saved(sequence("images")), Map.of("preprocessor.bin", object.toByteArray()));

    engine.describe(trapped);

    assertThat(Trap.sprung).isFalse();
    assertThatThrownBy(
            () -> ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(trapped)))
        .isNotNull();
    assertThat(Trap.sprung).as("DL4J's own reader does").isTrue();
  }

  @Test
  void saysWhyADamagedZipCannotBeRead() throws IOException {
    byte[] damaged =
        with(saved(sequence("images")), Map.of("configuration.json", new byte[] {'{'}));

    assertThatThrownBy(() -> engine.describe(damaged))
        .isInstanceOf(InvalidModel.class)
        .hasMessageStartingWith("The base model is a zip file that DL4J cannot read: ")
        .hasMessageContaining("\nMaybe ");
    byte[] other = with(new byte[0], Map.of("a.txt", new byte[1]));
    assertThatThrownBy(() -> engine.describe(other))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("without 'configuration.json'");
  }

  @Test
  void decaysWeightsOnce() throws IOException {
    byte[] base = saved(branches());
    double rate = 0.1;
    double decay = 0.5;
    INDArray before = branches().getLayer("after").getParam("W");
    INDArray plain = afterOneStep(base, rate, Map.of());
    INDArray decayed = afterOneStep(base, rate, Map.of("weight-decay", decay));

    assertThat(plain.sub(decayed).sub(before.mul(rate * decay)).norm2Number().doubleValue())
        .isCloseTo(0, within(1e-5));
  }

  @Test
  void addsTheGradientOfL2Once() throws IOException {
    byte[] base = saved(branches());
    INDArray before = branches().getLayer("after").getParam("W");
    INDArray plain = afterOneStep(base, 0.1, Map.of());
    INDArray penalized = afterOneStep(base, 0.1, Map.of("l2", 0.5));

    assertThat(plain.sub(penalized).sub(before.mul(0.1 * 0.5)).norm2Number().doubleValue())
        .isCloseTo(0, within(1e-5));
  }

  @Test
  void shortensTheGradientOfAllWeightsTogetherToTheThreshold() throws IOException {
    byte[] base = saved(branches());
    Recipe still = oneStep(1e-9, Map.of());
    Recipe clipped =
        oneStep(0.1, Map.of("gradient-clipping", Map.of("norm", Map.of("threshold", 0.01))));
    INDArray before = trained(still, base, flat(images)).params();
    INDArray after = trained(clipped, base, flat(images)).params();

    assertThat(after.sub(before).norm2Number().doubleValue()).isCloseTo(0.001, within(1e-6));
  }

  @Test
  void clipsEachElementOfTheGradientOfTheMeanLoss() throws IOException {
    byte[] base = saved(branches());
    Recipe still = oneStep(1e-9, Map.of());
    Recipe clipped =
        oneStep(0.1, Map.of("gradient-clipping", Map.of("value", Map.of("threshold", 0.001))));
    INDArray step =
        trained(clipped, base, flat(images))
            .params()
            .sub(trained(still, base, flat(images)).params());

    assertThat(step.amaxNumber().doubleValue()).isCloseTo(1e-4, within(1e-6));
  }

  @Test
  void clipsNoRunningMeans() throws IOException {
    Map<String, Object> network =
        Map.of("network", List.of("batch-norm", Map.of("dense", Map.of("units", 4))));
    Map<String, Object> clipping = new LinkedHashMap<>(network);
    clipping.put("gradient-clipping", Map.of("value", Map.of("threshold", 1e-6)));
    ComputationGraph free = trained(Samples.recipe(network), null, flat(images));
    ComputationGraph clipped = trained(Samples.recipe(clipping), null, flat(images));

    for (String statistic : List.of("mean", "log10stdev")) {
      assertThat(clipped.getLayer("batch-norm1").getParam(statistic))
          .isEqualTo(free.getLayer("batch-norm1").getParam(statistic));
    }
    assertThat(free.getLayer("batch-norm1").getParam("mean").norm2Number().doubleValue())
        .isGreaterThan(0.01);
  }

  @Test
  void reportsTheLossWithoutPenalties() throws IOException {
    byte[] base = saved(branches());
    try (FineTuning plain = engine.start(oneStep(1e-9, Map.of()), base, flat(images), 1, null);
        FineTuning penalized =
            engine.start(oneStep(1e-9, Map.of("l2", 10)), base, flat(images), 1, null)) {
      assertThat(penalized.trainEpoch(() -> {}))
          .isCloseTo(plain.trainEpoch(() -> {}), within(1e-4));
    }
  }

  @Test
  void keepsItsLearningRateThroughJson() {
    RateSchedule schedule =
        RateSchedule.of(new LearningRate(0.1, new LearningRate.Schedule.Cosine(0.2), 1.5), 7, 30);
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(Adam.builder().learningRateSchedule(schedule).build())
            .graphBuilder()
            .addInputs("in")
            .addLayer(
                "out",
                new OutputLayer.Builder().nIn(2).nOut(2).activation(Activation.SOFTMAX).build(),
                "in")
            .setOutputs("out")
            .build();

    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);
    assertThat(schedule.valueAt(50, 0))
        .isEqualTo(new LearningRate(0.1, new LearningRate.Schedule.Cosine(0.2), 1.5).at(50, 7, 30));
  }

  /** What an attacker might put into a model. */
  private static final class Trap implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private static boolean sprung;

    private void readObject(java.io.ObjectInputStream in) {
      sprung = true;
    }
  }

  private Recipe oneStep(double rate, Map<String, ?> settings) {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.put("base-model", "any");
    all.put("optimizer", "sgd");
    all.put("learning-rate", rate);
    all.put("batch-size", 1000);
    return Samples.recipe(all);
  }

  private INDArray afterOneStep(byte[] base, double rate, Map<String, ?> settings)
      throws IOException {
    return trained(oneStep(rate, settings), base, flat(images)).getLayer("after").getParam("W");
  }

  private ComputationGraph trained(
      Recipe recipe, byte @org.jspecify.annotations.Nullable [] base, Examples rows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FineTuning tuned = engine.start(recipe, base, rows, 1, null)) {
      tuned.trainEpoch(() -> {});
      tuned.save(out);
    }
    return ModelFile.open(out.toByteArray()).graph();
  }

  private static ComputationGraph assembled(
      Trunk trunk, Examples rows, @org.jspecify.annotations.Nullable String freezeUpTo) {
    Map<String, Object> settings = new LinkedHashMap<>(Map.of("base-model", "any"));
    settings.put("freeze-up-to", freezeUpTo == null ? "none" : freezeUpTo);
    Recipe recipe = Samples.recipe(settings);
    InputForm form = InputForm.of(trunk.network(), rows.shape());
    Assembly assembly =
        new Assembly(trunk, Tuning.of(recipe, rows.size()), Cut.of(trunk.network(), recipe));
    return assembly.graph(form.type(rows.shape()), recipe.head(), rows.targets());
  }

  private static MultiLayerNetwork sequence(String input) {
    var list =
        new NeuralNetConfiguration.Builder()
            .seed(4)
            .updater(new Sgd(0.1))
            .weightDecay(0.3)
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
            .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
            .layer(
                new DenseLayer.Builder().name("wide").nOut(8).activation(Activation.TANH).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(5)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(
                input.equals("flat")
                    ? InputType.convolutionalFlat(6, 6, 1)
                    : InputType.convolutional(6, 6, 1));
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }

  private static ComputationGraph branches() {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(4)
            .updater(new Sgd(0.1))
            .graphBuilder()
            .addInputs("in")
            .addLayer(
                "left", new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build(), "in")
            .addLayer(
                "right", new DenseLayer.Builder().nOut(3).activation(Activation.RELU).build(), "in")
            .addVertex("merged", new MergeVertex(), "left", "right")
            .addLayer(
                "after",
                new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build(),
                "merged")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "after")
            .setOutputs("out")
            .setInputTypes(InputType.feedForward(36))
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  private static byte[] saved(Model model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(model, out, true);
    return out.toByteArray();
  }

  /** The zip with these entries in place of its own. */
  private static byte[] with(byte[] zip, Map<String, byte[]> entries) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        all.put(entry.getName(), in.readAllBytes());
      }
    }
    all.putAll(entries);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream changed = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : all.entrySet()) {
        changed.putNextEntry(new ZipEntry(entry.getKey()));
        changed.write(entry.getValue());
      }
    }
    return out.toByteArray();
  }

  private static double[][] probabilities(FineTuning tuned, Examples rows) {
    return ((Predictions.Classes) tuned.predict(rows)).probabilities();
  }

  private static Examples flat(Examples rows) {
    return new Examples(rows.features(), new int[] {rows.width()}, rows.targets(), rows.rows());
  }

  /** The two rows that Keras was given, in our order: channels, height, width. */
  private static Examples waves() {
    float[] features = new float[2 * 60];
    for (int i = 0; i < features.length; i++) {
      int row = i / 60;
      int channel = i % 2;
      int place = i % 60 / 2;
      features[row * 60 + channel * 30 + place] = (float) Math.sin(i);
    }
    Targets targets = new Targets.Classes(new int[] {0, 1}, List.of("a", "b"));
    return new Examples(features, new int[] {2, 6, 5}, targets, new int[] {0, 1});
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Dl4jModelsTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
