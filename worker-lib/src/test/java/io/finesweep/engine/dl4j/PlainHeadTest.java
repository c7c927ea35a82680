package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.FrozenPart;
import io.finesweep.engine.Predictor;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Samples;
import io.finesweep.metric.Predictions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads in plain arrays come to what DL4J comes to for the same recipe, rows and seed. */
class PlainHeadTest {

  /** After three epochs of single precision: of losses and of outputs. */
  private static final double ROUNDING = 5e-6;

  private final Dl4jEngine engine = new Dl4jEngine();
  private final Examples images = Samples.images(90, 6, 4);
  private final Examples table = Samples.table(70);

  static Stream<Map<String, ?>> settings() {
    return Stream.of(
        Map.of("optimizer", "sgd", "learning-rate", 0.1),
        Map.of("optimizer", "nesterov", "learning-rate", 0.05),
        Map.of("optimizer", Map.of("nesterov", Map.of("momentum", 0.5))),
        Map.of("optimizer", "adam"),
        Map.of("optimizer", Map.of("adam", Map.of("beta1", 0.5, "epsilon", 1e-3))),
        Map.of("optimizer", "amsgrad"),
        Map.of("optimizer", "nadam"),
        Map.of("optimizer", "rmsprop"),
        Map.of("optimizer", "adagrad"),
        Map.of("optimizer", "adam", "weight-decay", 0.1),
        Map.of("optimizer", Map.of("adamw", Map.of("weight-decay", 0.2))),
        Map.of("optimizer", "nesterov", "weight-decay", 0.1),
        Map.of("averaging", "ema"),
        Map.of("averaging", Map.of("swa", Map.of("from", 0.4)), "epochs", 3),
        Map.of("l2", 0.05, "l2-sp", 0.1, "layer-wise-decay", 0.5, "unfreezing", "gradual"),
        Map.of("l1", 0.01),
        Map.of("l2", 0.05),
        Map.of("l1", 0.01, "l2", 0.05, "weight-decay", 0.02, "optimizer", "sgd"),
        Map.of("batch-size", 64),
        Map.of("batch-size", 7),
        Map.of("batch-size", 1000),
        Map.of("learning-rate-schedule", "cosine", "epochs", 3),
        Map.of("learning-rate-schedule", Map.of("step", Map.of("every", 1)), "warm-up", 1),
        Map.of("optimizer", "sgd", "gradient-clipping", Map.of("value", Map.of("threshold", 1e-2))),
        Map.of("optimizer", "sgd", "gradient-clipping", Map.of("norm", Map.of("threshold", 1e-1))),
        Map.of("head", Map.of("hidden", List.of(6))),
        Map.of("head", Map.of("hidden", List.of(9, 6), "activation", "tanh")),
        Map.of("head", Map.of("hidden", List.of(9), "activation", "sigmoid"), "optimizer", "sgd"),
        Map.of("head", Map.of("hidden", List.of(9), "activation", "leaky-relu"), "l2", 0.01),
        Map.of("head", Map.of("hidden", List.of(5), "activation", "identity")));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void classifiesAsDl4jDoes(Map<String, ?> setting) throws IOException {
    requireSame(setting, images);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void regressesAsDl4jDoes(Map<String, ?> setting) throws IOException {
    requireSame(setting, table);
  }

  static Stream<Map<String, ?>> settingsOfClasses() {
    return Stream.of(
        Map.of("label-smoothing", 0.2),
        Map.of("sampling", "balanced"),
        Map.of("class-weights", "balanced"),
        Map.of("class-weights", Map.of("given", Map.of("class-2", 3)), "label-smoothing", 0.1));
  }

  @ParameterizedTest
  @MethodSource("settingsOfClasses")
  void treatsClassesAsDl4jDoes(Map<String, ?> setting) throws IOException {
    requireSame(setting, images);
  }

  private void requireSame(Map<String, ?> setting, Examples rows) throws IOException {
    byte[] base = baseModel(rows);
    Recipe recipe = recipe(setting);
    FrozenPart part = engine.frozenPart(recipe, base, rows.shape()).orElseThrow();
    Examples features = features(part, rows);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try (FineTuning plain = part.start(recipe, List.of(features), 5, null);
        FineTuning graph = onDl4j(() -> part.start(recipe, List.of(features), 5, null))) {
      assertThat(plain).isInstanceOf(PlainFineTuning.class);
      assertThat(graph).isInstanceOf(Dl4jFineTuning.class);
      double[][] begun = numbers(plain, features);
      requireClose(begun, numbers(graph, features));
      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(plain.trainEpoch(() -> {}))
            .isCloseTo(graph.trainEpoch(() -> {}), within(ROUNDING));
      }
      requireClose(numbers(plain, features), numbers(graph, features));
      assertThat(numbers(plain, features)).isNotEqualTo(begun);

      plain.save(saved);
      try (Predictor opened =
          engine.open(new ByteArrayInputStream(saved.toByteArray()), rows.targets())) {
        requireClose(numbers(opened, rows), numbers(plain, features));
      }
    }
  }

  @Test
  void goesOnFromACheckpointAsIfItHadNeverStopped() throws IOException {
    for (String optimizer : List.of("sgd", "nesterov", "adam", "amsgrad", "rmsprop")) {
      Recipe recipe =
          recipe(
              Map.of(
                  "optimizer",
                  optimizer,
                  "head",
                  Map.of("hidden", List.of(6)),
                  "averaging",
                  "ema"));
      FrozenPart part = engine.frozenPart(recipe, baseModel(images), images.shape()).orElseThrow();
      Examples features = features(part, images);
      ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
      try (FineTuning whole = part.start(recipe, List.of(features), 3, null);
          FineTuning half = part.start(recipe, List.of(features), 3, null)) {
        train(whole, 4);
        train(half, 2);
        half.checkpoint(checkpoint);
        var in = new ByteArrayInputStream(checkpoint.toByteArray());
        try (FineTuning rest = part.start(recipe, List.of(features), 3, in)) {
          assertThat(rest.epochs()).isEqualTo(2);
          train(rest, 2);
          assertThat(numbers(rest, features)).isEqualTo(numbers(whole, features));
        }
      }
    }
  }

  @Test
  void refusesACheckpointOfAnotherHead() throws IOException {
    Recipe recipe = recipe(Map.of());
    Recipe larger = recipe(Map.of("head", Map.of("hidden", List.of(6))));
    FrozenPart part = engine.frozenPart(recipe, baseModel(images), images.shape()).orElseThrow();
    Examples features = features(part, images);
    ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
    try (FineTuning tuned = part.start(recipe, List.of(features), 3, null)) {
      tuned.checkpoint(checkpoint);
    }

    assertThatThrownBy(
            () ->
                part.start(
                    larger,
                    List.of(features),
                    3,
                    new ByteArrayInputStream(checkpoint.toByteArray())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("numbers where the head has");
  }

  @Test
  void showsDivergenceAsALossThatIsNotFinite() throws IOException {
    Recipe wild = recipe(Map.of("optimizer", "sgd", "learning-rate", 1e30));
    FrozenPart part = engine.frozenPart(wild, baseModel(table), table.shape()).orElseThrow();
    Examples features = features(part, table);
    try (FineTuning tuned = part.start(wild, List.of(features), 3, null)) {
      assertThat(tuned.trainEpoch(() -> {})).isNotFinite();
    }
  }

  @Test
  void leavesToDl4jWhatItDoesNotKnow() throws IOException {
    for (Map<String, ?> setting :
        List.<Map<String, ?>>of(
            Map.of("dropout", 0.1),
            Map.of("weight-noise", "additive"),
            Map.of("head", Map.of("hidden", List.of(6), "activation", "gelu")),
            Map.of("freeze-up-to", "dense1"))) {
      Recipe recipe = recipe(setting);
      FrozenPart part = engine.frozenPart(recipe, baseModel(images), images.shape()).orElseThrow();
      try (FineTuning tuned = part.start(recipe, List.of(features(part, images)), 3, null)) {
        assertThat(tuned).isInstanceOf(Dl4jFineTuning.class);
      }
    }
  }

  @Test
  void isPartOfTheNumericPath() {
    assertThat(engine.numericPath()).contains("heads plain");
  }

  /** What is asked with heads left to DL4J. */
  private interface Asked {
    FineTuning ask() throws IOException;
  }

  private static FineTuning onDl4j(Asked asked) throws IOException {
    System.setProperty(PlainHead.SWITCH, "dl4j");
    try {
      return asked.ask();
    } finally {
      System.clearProperty(PlainHead.SWITCH);
    }
  }

  private static void requireClose(double[][] found, double[][] expected) {
    assertThat(found).hasSameDimensionsAs(expected);
    for (int row = 0; row < found.length; row++) {
      assertThat(found[row]).containsExactly(expected[row], within(ROUNDING));
    }
  }

  private static Examples features(FrozenPart part, Examples rows) {
    try (FrozenPart.Pass pass = part.open()) {
      return new Examples(pass.features(rows), part.shape(), rows.targets(), rows.rows());
    }
  }

  private byte[] baseModel(Examples rows) throws IOException {
    Recipe scratch =
        Samples.recipe(
            Map.of(
                "network",
                List.of(
                    Map.of("dense", Map.of("units", 12)), Map.of("dense", Map.of("units", 11)))));
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try (FineTuning tuned = engine.start(scratch, null, rows, 11, null)) {
      tuned.save(saved);
    }
    return saved.toByteArray();
  }

  private static Recipe recipe(Map<String, ?> settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("base-model", "any");
    all.put("freeze-up-to", "dense2");
    all.put("learning-rate", 0.01);
    all.put("batch-size", 16);
    all.putAll(settings);
    return Samples.recipe(all);
  }

  private static void train(FineTuning tuned, int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      tuned.trainEpoch(() -> {});
    }
  }

  private static double[][] numbers(Predictor model, Examples rows) {
    Predictions predictions = model.predict(rows);
    return predictions instanceof Predictions.Classes classes
        ? classes.probabilities()
        : ((Predictions.Numbers) predictions).predicted();
  }
}
