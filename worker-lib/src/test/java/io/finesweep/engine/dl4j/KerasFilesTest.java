package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.data.Examples;
import io.finesweep.data.Targets;
import io.finesweep.engine.EmbeddedWords;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.ModelDescription;
import io.finesweep.engine.Predictor;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Samples;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The files were written by Keras 2.15 and 3.7, with what it says of a row, by models.py. */
class KerasFilesTest {

  private static final List<String> IMAGES =
      List.of(
          "vgg",
          "resnet",
          "mobilenet",
          "efficientnet",
          "resnet_app",
          "mobilenet_app",
          "efficientnet_app",
          "nested_sequences",
          "nested_resnet",
          "transfer_app",
          "mobilenetv3_app",
          "arithmetic",
          "densenet_app");
  private static final List<String> WORDS =
      List.of("lstm_words", "flat_words", "conv_vectors", "lstm_vectors", "pooled_vectors");

  private final Dl4jEngine engine = new Dl4jEngine();

  static Stream<String> files() {
    return Stream.concat(IMAGES.stream(), WORDS.stream()).flatMap(KerasFilesTest::forms);
  }

  static Stream<String> wordFiles() {
    return WORDS.stream().flatMap(KerasFilesTest::forms);
  }

  private static Stream<String> forms(String name) {
    return Stream.of(name + ".h5", name + "-3.h5", name + "-3.keras");
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysOfARowWhatKerasSays(String file) throws IOException {
    JsonNode told = told(file);
    float[] row = numbers(told.get("row"));
    boolean overVectors = file.contains("vectors");
    byte[] model = overVectors ? overVectors(row, content(file)) : content(file);
    Anatomy whole = ModelFile.read(model);
    ComputationGraph graph = Assembly.whole(whole);
    OneDnn.giveTo(graph);
    INDArray input =
        overVectors
            ? Nd4j.arange(1, 11).castTo(DataType.FLOAT).reshape(1, 10)
            : Nd4j.create(row, shape(row), 'c');
    INDArray said = graph.outputSingle(false, input);

    assertThat(said.dup('c').data().asFloat())
        .containsExactly(numbers(told.get("said")), within(1e-5f));
    Dl4jPredictor.free(graph);
    whole.release();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vgg.h5",
        "resnet-3.h5",
        "mobilenet-3.keras",
        "efficientnet.h5",
        "resnet_app-3.keras",
        "mobilenet_app.h5",
        "efficientnet_app-3.keras",
        "nested_sequences-3.h5",
        "nested_resnet-3.keras",
        "transfer_app.h5",
        "mobilenetv3_app.h5",
        "arithmetic-3.keras",
        "densenet_app.h5"
      })
  void fineTunesAboveAFrozenLayerAndSavesWhatPredictsTheSame(String file) throws IOException {
    byte[] base = content(file);
    ModelDescription described = engine.describe(base);
    Examples rows = images(described.input(), file);
    List<ModelDescription.Layer> layers = described.layers();
    String middle = layers.get(layers.size() / 2).name();
    for (String cut : List.of("none", middle)) {
      Recipe recipe =
          Samples.recipe(
              Map.of("base-model", file, "freeze-up-to", cut, "learning-rate", 0.001, "epochs", 5));
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      try (FineTuning tuned = engine.start(recipe, base, rows, 3, null)) {
        assertThat(lossFalls(tuned, 5)).as("frozen up to %s", cut).isTrue();
        tuned.save(saved);
        var in = new ByteArrayInputStream(saved.toByteArray());
        try (Predictor opened = engine.open(in, rows.targets())) {
          assertThat(probabilities(opened.predict(rows)))
              .isEqualTo(probabilities(tuned.predict(rows)));
        }
      }
      ComputationGraph plain =
          ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(saved.toByteArray()));
      assertThat(plain.getConfiguration().toJson()).doesNotContain("finesweep");
      Dl4jPredictor.free(plain);
    }
  }

  /**
   * By finite differences in double precision, where channels are multiplied by one number each.
   */
  @Test
  void followsTheGradientThroughSqueezeAndExcitation() throws IOException {
    Anatomy whole = ModelFile.read(content("efficientnet.h5"));
    Examples rows = images(whole.shape(), "efficientnet.h5");
    Trunk trunk = Trunk.of(whole);
    Assembly assembly = new Assembly(trunk, null, new Cut(trunk.network(), Set.of()));
    InputForm form = InputForm.of(trunk.network(), rows.shape());
    Recipe recipe = Samples.recipe(Map.of("base-model", "any"));
    InputType input = form.type(rows.shape());
    ComputationGraph single = assembly.graph(input, recipe.head(), rows.targets());
    Dl4jEngine.setHead(single, trunk, input, recipe, rows.targets(), new Seeds(3));
    ComputationGraphConfiguration configuration = single.getConfiguration().clone();
    configuration.setDataType(DataType.DOUBLE);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(single.params().castTo(DataType.DOUBLE), false);
    INDArray x = form.array(rows.numbers(0, 4), 4, rows.shape()).castTo(DataType.DOUBLE);
    INDArray labels = Nd4j.eye(4).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup();
    DataSet batch = new DataSet(x, labels.putScalar(3, 0, 1).castTo(DataType.DOUBLE));
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
    for (String layer : List.of("stem_conv", "se_reduce", "se_expand")) {
      INDArray gradient = graph.gradient().getGradientFor(layer + "_W").dup();
      INDArray weights = graph.getLayer(layer).getParam("W");
      for (long place = 0; place < weights.length(); place += weights.length() / 4) {
        double before = weights.getDouble(place);
        weights.putScalar(place, before + 1e-5);
        double above = graph.score(batch, true);
        weights.putScalar(place, before - 1e-5);
        double below = graph.score(batch, true);
        weights.putScalar(place, before);

        assertThat(gradient.getDouble(place) / 4)
            .as("%s, weight %d", layer, place)
            .isCloseTo((above - below) / 2e-5, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("wordFiles")
  void fineTunesOverWords(String file) throws IOException {
    Random draw = new Random(5);
    boolean vectors = file.contains("vectors");
    EmbeddedWords words =
        new EmbeddedWords(10, 20, vectors ? drawn(draw, 20 * 6) : new float[0], content(file));
    int[] labels = new int[24];
    float[] numbers = new float[24 * 10];
    for (int i = 0; i < numbers.length; i++) {
      labels[i / 10] = i / 10 % 3;
      numbers[i] = 1 + (i / 10 % 3) * 6 + draw.nextInt(6);
    }
    Examples rows =
        new Examples(
            numbers,
            new int[] {10},
            new Targets.Classes(labels, List.of("a", "b", "c")),
            IntStream.range(0, 24).toArray());
    Recipe recipe =
        Samples.recipe(
            Map.of(
                "base-model",
                file,
                "freeze-up-to",
                vectors ? "words" : "embedding",
                "learning-rate",
                0.02,
                "epochs",
                8));
    try (FineTuning tuned = engine.start(recipe, words.content(), rows, 3, null)) {
      assertThat(lossFalls(tuned, 8)).isTrue();
    }
  }

  @Test
  void scalesAsKerasDoesWhateverIsTrained() throws IOException {
    byte[] base = content("efficientnet.h5");
    Examples rows = images(engine.describe(base).input(), "efficientnet.h5");
    for (Map<String, Object> setting :
        List.<Map<String, Object>>of(
            Map.of("unfreezing", "gradual"), Map.of("weights", "random"), Map.of("l2-sp", 0.1))) {
      Map<String, Object> all = new LinkedHashMap<>(setting);
      all.putAll(Map.of("base-model", "any", "learning-rate", 0.01, "epochs", 3));
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      try (FineTuning tuned = engine.start(Samples.recipe(all), base, rows, 3, null)) {
        lossFalls(tuned, 3);
        tuned.save(saved);
      }
      Anatomy before = ModelFile.read(base);
      Anatomy after = ModelFile.read(saved.toByteArray());
      for (String name : before.names().stream().filter(each -> scales(before, each)).toList()) {
        assertThat(after.node(name).orElseThrow().weights())
            .as("%s under %s", name, setting)
            .isEqualTo(before.node(name).orElseThrow().weights());
      }
      assertThat(after.names().stream().filter(each -> scales(after, each))).hasSize(1);
    }
  }

  private static boolean scales(Anatomy network, String layer) {
    return network.node(layer).orElseThrow().isFixed();
  }

  @ParameterizedTest
  @MethodSource("nested")
  void namesLayersOfModelsInsideAModelAsTheyAreAndAfterTheirModelWhereAnOuterOneHasTheName(
      String file) throws IOException {
    Anatomy whole = ModelFile.read(content(file));

    assertThat(whole.names())
        .contains("stem", "norm", "features_inner_conv", "relu", "conv", "hidden", "predictions");
    assertThat(whole.shape()).containsExactly(3, 12, 12);
    whole.release();
  }

  static Stream<String> nested() {
    return forms("nested_sequences");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strange.h5", "strange-3.keras"})
  void namesEachLayerThatCannotBeImportedAndWhy(String file) throws IOException {
    byte[] strange = content(file);

    assertThatThrownBy(() -> ModelFile.read(strange))
        .isInstanceOf(InvalidModel.class)
        .hasMessage(
            """
            The base model is a Keras file with 10 layers that cannot be imported:
              'rows' (BatchNormalization): it goes along the axis 1, not the channels'
              'double' (DepthwiseConv2D): it makes 2 channels of each
              'smooth' (UpSampling2D): it interpolates
              'column' (Softmax): it goes along the axis 1, not the channels'
              'gelu' (Activation): Unknown Keras activation function gelu.
              'norm' (LayerNormalization): there is no such layer in DL4J
              'grouped' (Conv2D): it has 4 groups of channels
              'inner' (Sequential): a model inside the model that is used 2 times
              'late' (Normalization): it stands above layers that learn
              'padded' (AveragePooling1D): it averages over padding
            Maybe save it without them, or cut it below the first of them: keras.Model(model.input, model.get_layer(NAME).output).save("base.h5").""");
  }

  /** DL4J would write them over what lies behind. */
  @Test
  void refusesMoreWeightsThanALayerHas() throws IOException {
    byte[] wider = withTwoClasses(content("resnet-3.keras"));

    assertThatThrownBy(() -> ModelFile.read(wider))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("layer 'predictions' has ")
        .hasMessageContaining(" weights 'W', where DL4J, by the shapes of the layers below,");
  }

  private static byte[] withTwoClasses(byte[] model) throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(model));
        ZipOutputStream out = new ZipOutputStream(changed)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        byte[] content = in.readAllBytes();
        out.write(
            entry.getName().equals("config.json")
                ? new String(content, StandardCharsets.UTF_8)
                    .replace("\"units\": 3", "\"units\": 2")
                    .getBytes(StandardCharsets.UTF_8)
                : content);
      }
    }
    return changed.toByteArray();
  }

  private static boolean lossFalls(FineTuning tuned, int epochs) {
    double first = tuned.trainEpoch(() -> {});
    double last = first;
    for (int epoch = 1; epoch < epochs; epoch++) {
      last = tuned.trainEpoch(() -> {});
    }
    return last < first;
  }

  /** Of three classes, each brighter than the one before. */
  private static Examples images(List<Integer> shape, String file) {
    Random draw = new Random(5);
    int[] labels = new int[24];
    boolean scaled = Stream.of("eff", "mobilenetv3", "arith").anyMatch(file::startsWith);
    float unit = scaled ? 20 : 0.1f;
    int width = shape.stream().reduce(1, Math::multiplyExact);
    float[] numbers = drawn(draw, labels.length * width);
    for (int i = 0; i < numbers.length; i++) {
      labels[i / width] = i / width % 3;
      numbers[i] = Math.abs(numbers[i]) * unit * (1 + 2 * labels[i / width]);
    }
    return new Examples(
        numbers,
        shape.stream().mapToInt(Integer::intValue).toArray(),
        new Targets.Classes(labels, List.of("a", "b", "c")),
        IntStream.range(0, labels.length).toArray());
  }

  private static float[] drawn(Random draw, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) draw.nextGaussian();
    }
    return numbers;
  }

  private static double[][] probabilities(Predictions predictions) {
    return ((Predictions.Classes) predictions).probabilities();
  }

  /** Ten words whose vectors are {@code row}, below {@code model}. */
  private static byte[] overVectors(float[] row, byte[] model) {
    float[] vectors = new float[row.length + 6];
    System.arraycopy(row, 0, vectors, 6, row.length);
    return new EmbeddedWords(10, 11, vectors, model).content();
  }

  private static long[] shape(float[] row) {
    return switch (row.length) {
      case 10 -> new long[] {1, 10};
      case 12 * 12 * 3 -> new long[] {1, 12, 12, 3};
      default -> new long[] {1, 32, 32, 3};
    };
  }

  private static JsonNode told(String file) throws IOException {
    return new ObjectMapper().readTree(content(file.replaceFirst("\\.\\w+$", ".json")));
  }

  private static float[] numbers(JsonNode list) {
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) list.get(i).asDouble();
    }
    return numbers;
  }

  private static byte[] content(String name) throws IOException {
    try (InputStream in = KerasFilesTest.class.getResourceAsStream("keras/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
