package io.finesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.data.Examples;
import io.finesweep.data.Targets;
import io.finesweep.metric.Predictions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any engine must keep; each engine's test extends it. */
public abstract class EngineContract {

  private static final List<?> NETWORK =
      List.of(
          Map.of("dense", Map.of("units", 12)),
          Map.of("dropout", Map.of("rate", 0.1)),
          Map.of("dense", Map.of("units", 8)));

  private final Examples images = Samples.images(60, 5, 3);

  /** The engine under test. */
  protected abstract Engine engine();

  @Test
  void trainsLossDownOnRowsThatCanBeLearnt() throws IOException {
    try (FineTuning tuned = start(scratch(Map.of()), null, images, 1)) {
      double first = tuned.trainEpoch(() -> {});
      double last = train(tuned, 8);

      assertThat(last).isLessThan(0.5 * first);
      assertThat(accuracy(tuned.predict(images))).isGreaterThan(0.9);
      assertThat(tuned.epochs()).isEqualTo(9);
    }
  }

  @Test
  void regressesInTheOrderOfTheOutputs() throws IOException {
    Examples table = Samples.table(80);
    Recipe recipe = scratch(Map.of("learning-rate", 0.02));
    try (FineTuning tuned = start(recipe, null, table, 1)) {
      train(tuned, 40);
      var predicted = (Predictions.Numbers) tuned.predict(table);

      assertThat(predicted.outputs()).containsExactly("first", "second");
      assertThat(squaredError(predicted)).isLessThan(0.15);
    }
  }

  @Test
  void beginsAtTheBaseModel() throws IOException {
    byte[] base = baseModel();
    Recipe frozen = tuning(Map.of("freeze-up-to", "dense2", "learning-rate", 1e-9));
    Recipe free = tuning(Map.of("learning-rate", 1e-9));
    try (FineTuning one = start(frozen, base, images, 7);
        FineTuning two = start(free, base, images, 7)) {
      assertThat(outputs(one)).isEqualTo(outputs(two));
    }
  }

  @Test
  void drawsABaseModelsWeightsAnewWhereTheyAreToBeRandom() throws IOException {
    byte[] base = baseModel();
    Recipe random = tuning(Map.of("weights", "random", "learning-rate", 1e-9));
    try (FineTuning kept = start(tuning(Map.of("learning-rate", 1e-9)), base, images, 7);
        FineTuning one = start(random, base, images, 7);
        FineTuning again = start(random, base, images, 7);
        FineTuning other = start(random, base, images, 8)) {
      assertThat(outputs(one)).isEqualTo(outputs(again));
      assertThat(outputs(one)).isNotEqualTo(outputs(kept)).isNotEqualTo(outputs(other));
    }
  }

  @Test
  void trainsFromABaseModelOfOtherClasses() throws IOException {
    byte[] base = baseModel();
    Examples others = Samples.images(60, 5, 5);
    try (FineTuning tuned = start(tuning(Map.of()), base, others, 1)) {
      train(tuned, 12);

      assertThat(accuracy(tuned.predict(others))).isGreaterThan(0.8);
    }
  }

  @Test
  void givesTheSameNumbersForTheSameSeedAndOthersForAnother() throws IOException {
    assertThat(run(scratch(Map.of()), null, 3)).isEqualTo(run(scratch(Map.of()), null, 3));
    assertThat(run(scratch(Map.of()), null, 3)).isNotEqualTo(run(scratch(Map.of()), null, 4));
  }

  static Stream<Map<String, ?>> settingsWithAState() {
    return Stream.of(
        Map.of(
            "freeze-up-to",
            "dense1",
            "augmentation",
            List.of("rotate", "noise"),
            "dropout",
            0.2,
            "optimizer",
            "nadam",
            "learning-rate-schedule",
            "cosine"),
        Map.of(
            "unfreezing",
            "gradual",
            "layer-wise-decay",
            0.5,
            "averaging",
            "ema",
            "l2-sp",
            0.1,
            "mixing",
            "mixup"),
        Map.of(
            "unfreezing",
            Map.of("gradual", Map.of("every", 2)),
            "averaging",
            Map.of("swa", Map.of("from", 0.25)),
            "optimizer",
            "rmsprop",
            "sampling",
            "balanced",
            "weight-noise",
            "drop-connect",
            "dropout",
            0.3,
            "dropout-kind",
            "gaussian"),
        Map.of("dropout", 0.4, "dropout-kind", "spatial", "epochs", 4),
        Map.of(
            "mixing",
            "cutmix",
            "weight-noise",
            "additive",
            "dropout",
            0.3,
            "dropout-kind",
            "alpha",
            "optimizer",
            "amsgrad",
            "warm-up",
            1));
  }

  @ParameterizedTest
  @MethodSource("settingsWithAState")
  void goesOnFromACheckpointAsIfItHadNeverStopped(Map<String, ?> settings) throws IOException {
    byte[] base = baseModel();
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.put("epochs", 4);
    Recipe recipe = tuning(all);
    ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
    try (FineTuning whole = start(recipe, base, images, 9);
        FineTuning part = start(recipe, base, images, 9)) {
      train(whole, 4);
      train(part, 2);
      part.predict(images);
      part.checkpoint(checkpoint);
      var in = new ByteArrayInputStream(checkpoint.toByteArray());
      try (FineTuning resumed = engine().start(recipe, base, images, 9, in)) {
        assertThat(resumed.epochs()).isEqualTo(2);
        assertThat(outputs(resumed)).isEqualTo(outputs(part));
        train(resumed, 2);

        assertThat(outputs(resumed)).isEqualTo(outputs(whole));
        assertThat(state(resumed)).isEqualTo(state(whole));
        assertThat(resumed.epochs()).isEqualTo(4);
      }
    }
  }

  /** Early stopping looks at a model after each epoch. */
  @ParameterizedTest
  @MethodSource("settingsWithAState")
  void learnsTheSameWhetherItPredictsBetweenEpochsOrNot(Map<String, ?> settings)
      throws IOException {
    byte[] base = baseModel();
    Recipe recipe = tuning(settings);
    try (FineTuning watched = start(recipe, base, images, 9);
        FineTuning alone = start(recipe, base, images, 9)) {
      Examples others = Samples.images(21, 5, 3);
      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(watched.trainEpoch(() -> {})).isEqualTo(alone.trainEpoch(() -> {}));
        watched.predict(others);
      }

      assertThat(state(watched)).isEqualTo(state(alone));
    }
  }

  private static byte[] state(FineTuning tuned) throws IOException {
    ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
    tuned.checkpoint(checkpoint);
    return checkpoint.toByteArray();
  }

  @Test
  void trainsTheHeadAloneBeforeAnyLayerThaws() throws IOException {
    byte[] base = baseModel();
    Map<String, ?> later = Map.of("gradual", Map.of("every", 3));

    assertThat(run(tuning(Map.of("unfreezing", later)), base, 3))
        .isEqualTo(run(tuning(Map.of("freeze-up-to", "dense2")), base, 3));
  }

  @Test
  void thawsLayersFromTheTopDown() throws IOException {
    byte[] base = baseModel();
    Map<String, ?> oneAnEpoch = Map.of("unfreezing", "gradual");

    // Two epochs: the head alone, then the uppermost layer with it.
    assertThat(distanceOfTrunk(oneAnEpoch, base, 2)).isGreaterThan(1e-4);
    assertThat(distanceOfTrunk(Map.of("unfreezing", "gradual", "freeze-up-to", "dense2"), base, 2))
        .isZero();
    assertThat(run(tuning(oneAnEpoch), base, 3))
        .isNotEqualTo(run(tuning(Map.of("freeze-up-to", "dense1")), base, 3));
  }

  @Test
  void keepsLayersNearTheBaseWhereTheyArePulledThere() throws IOException {
    byte[] base = baseModel();
    double free = distanceOfTrunk(Map.of("optimizer", "sgd"), base, 3);

    assertThat(distanceOfTrunk(Map.of("optimizer", "sgd", "l2-sp", 50), base, 3))
        .isLessThan(0.5 * free);
    assertThat(distanceOfTrunk(Map.of("layer-wise-decay", 1e-9), base, 3)).isLessThan(1e-5);
  }

  /** How far what the layers below the head put out moves from the base's in training. */
  private double distanceOfTrunk(Map<String, ?> settings, byte[] base, int epochs)
      throws IOException {
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try (FineTuning tuned = start(tuning(settings), base, images, 2)) {
      train(tuned, epochs);
      tuned.save(saved);
    }
    // On top of the same seed's head.
    Recipe still = tuning(Map.of("learning-rate", 1e-12));
    try (FineTuning one = start(still, base, images, 7);
        FineTuning two = start(still, saved.toByteArray(), images, 7)) {
      double[][] before = outputs(one);
      double[][] after = outputs(two);
      double largest = 0;
      for (int row = 0; row < before.length; row++) {
        for (int i = 0; i < before[row].length; i++) {
          largest = Math.max(largest, Math.abs(before[row][i] - after[row][i]));
        }
      }
      return largest;
    }
  }

  @Test
  void savesTheWeightsThatPredict() throws IOException {
    for (String averaging : List.of("ema", "swa")) {
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      try (FineTuning tuned =
          start(tuning(Map.of("averaging", averaging, "epochs", 3)), baseModel(), images, 2)) {
        train(tuned, 3);
        tuned.save(saved);
        var in = new ByteArrayInputStream(saved.toByteArray());
        try (Predictor opened = engine().open(in, images.targets())) {
          assertThat(numbers(opened.predict(images))).isEqualTo(outputs(tuned));
        }
      }
    }
  }

  @Test
  void trainsOnWithTheWeightsOfTheLastStepWhereTheMeanPredicts() throws IOException {
    byte[] base = baseModel();
    try (FineTuning mean = start(tuning(Map.of("averaging", "ema")), base, images, 2);
        FineTuning last = start(tuning(Map.of()), base, images, 2)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(mean.trainEpoch(() -> {})).isEqualTo(last.trainEpoch(() -> {}));
        assertThat(outputs(mean)).isNotEqualTo(outputs(last));
      }
    }
  }

  @Test
  void saysTheMeanOverViewsOfARowWhicheverRowsStandBesideIt() throws IOException {
    Recipe recipe = scratch(Map.of("augmentation", List.of("flip"), "test-time-augmentation", 6));
    try (FineTuning tuned = start(recipe, null, images, 1)) {
      train(tuned, 2);
      Predictor viewing = recipe.finish().testTimeAugmentation().over(tuned);
      double[][] said = numbers(viewing.predict(images));
      Examples first =
          new Examples(
              images.numbers(0, 7),
              images.shape(),
              images.targets().at(IntStream.range(0, 7).toArray()),
              IntStream.range(0, 7).toArray());

      assertThat(said).isNotEqualTo(outputs(tuned));
      double[][] few = numbers(viewing.predict(first));
      for (int row = 0; row < few.length; row++) {
        assertThat(few[row]).containsExactly(said[row], within(1e-6));
      }
    }
  }

  @Test
  void refusesACheckpointOfAnotherModel() throws IOException {
    ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
    try (FineTuning tuned = start(scratch(Map.of()), null, images, 9)) {
      tuned.checkpoint(checkpoint);
    }
    Recipe larger = scratch(Map.of("head", Map.of("hidden", List.of(6))));
    var in = new ByteArrayInputStream(checkpoint.toByteArray());

    assertThatThrownBy(() -> engine().start(larger, null, images, 9, in))
        .isInstanceOf(IOException.class);
  }

  @Test
  void predictsTheSameWhenSavedAndOpened() throws IOException {
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    double[][] before;
    try (FineTuning tuned =
        start(tuning(Map.of("freeze-up-to", "dense1")), baseModel(), images, 2)) {
      train(tuned, 2);
      tuned.save(saved);
      before = outputs(tuned);
    }
    var in = new ByteArrayInputStream(saved.toByteArray());
    try (Predictor opened = engine().open(in, images.targets())) {
      assertThat(numbers(opened.predict(images))).isEqualTo(before);
    }
  }

  @Test
  void savesAModelThatCanBeTheNextBaseModel() throws IOException {
    assertThat(engine().describe(baseModel()).layers())
        .extracting(ModelDescription.Layer::name)
        .contains("dense1", "dense2");
    assertThat(engine().describe(baseModel()).input()).containsExactly(1, 5, 5);
  }

  @Test
  void leavesFrozenLayersAlone() throws IOException {
    byte[] base = baseModel();
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    Recipe frozen = tuning(Map.of("freeze-up-to", "dense2", "learning-rate", 0.1, "l2", 0.1));
    try (FineTuning tuned = start(frozen, base, images, 2)) {
      train(tuned, 2);
      tuned.save(saved);
    }
    // On top of the same seed's head, the saved trunk must act as the base's.
    Recipe still = tuning(Map.of("learning-rate", 1e-12));
    try (FineTuning one = start(still, base, images, 7);
        FineTuning two = start(still, saved.toByteArray(), images, 7)) {
      assertThat(outputs(two)).isEqualTo(outputs(one));
    }
  }

  @Test
  void changesLayersThatAreNotFrozen() throws IOException {
    byte[] base = baseModel();
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    Recipe partly = tuning(Map.of("freeze-up-to", "dense1", "learning-rate", 0.1));
    try (FineTuning tuned = start(partly, base, images, 2)) {
      train(tuned, 2);
      tuned.save(saved);
    }
    Recipe still = tuning(Map.of("learning-rate", 1e-12));
    try (FineTuning one = start(still, base, images, 7);
        FineTuning two = start(still, saved.toByteArray(), images, 7)) {
      assertThat(outputs(two)).isNotEqualTo(outputs(one));
    }
  }

  @Test
  void namesTheNearestLayerWhereNoneIsCalledSo() {
    Recipe recipe = tuning(Map.of("freeze-up-to", "dense_1"));

    assertThatThrownBy(() -> start(recipe, baseModel(), images, 1))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("'freeze-up-to' is 'dense_1'")
        .hasMessageContaining("dense1, dropout1, dense2")
        .hasMessageContaining("Maybe you meant 'dense1'.");
  }

  @Test
  void refusesRowsOfAnotherShape() {
    assertThatThrownBy(() -> start(tuning(Map.of()), baseModel(), Samples.images(20, 6, 3), 1))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("[1, 5, 5]")
        .hasMessageContaining("[1, 6, 6]");
  }

  @Test
  void refusesToTurnRowsOfATable() {
    Recipe recipe = scratch(Map.of("augmentation", List.of("rotate")));

    assertThatThrownBy(() -> start(recipe, null, Samples.table(20), 1))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("'rotate'");
  }

  @Test
  void smoothsTheLabelsOfClassesSoThatNoProbabilityNearsOne() throws IOException {
    Recipe smooth = scratch(Map.of("label-smoothing", 0.3, "learning-rate", 0.03));
    try (FineTuning tuned = start(smooth, null, images, 1)) {
      train(tuned, 60);
      double[][] found = outputs(tuned);

      // The best answer to such labels is 0.8 for the class itself and 0.1 for each other one.
      assertThat(Arrays.stream(found).mapToDouble(row -> Arrays.stream(row).max().orElse(0)))
          .allMatch(largest -> largest < 0.97);
      assertThat(accuracy(tuned.predict(images))).isGreaterThan(0.9);
    }
  }

  @Test
  void refusesToTreatNumbersAsClasses() {
    for (Map<String, ?> setting :
        List.<Map<String, ?>>of(
            Map.of("label-smoothing", 0.1),
            Map.of("sampling", "balanced"),
            Map.of("class-weights", "balanced"))) {
      assertThatThrownBy(() -> start(scratch(setting), null, Samples.table(20), 1))
          .isInstanceOf(InvalidModel.class)
          .hasMessageContaining("'" + setting.keySet().iterator().next() + "'")
          .hasMessageContaining("\nMaybe ");
    }
  }

  @Test
  void refusesToCutRowsOfATable() {
    assertThatThrownBy(() -> start(scratch(Map.of("mixing", "cutmix")), null, Samples.table(20), 1))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("'mixing' is cutmix")
        .hasMessageContaining("\nMaybe choose mixup");
  }

  @Test
  void refusesToWeighAClassThatIsNotThere() {
    Recipe typo = scratch(Map.of("class-weights", Map.of("given", Map.of("class-11", 2))));

    assertThatThrownBy(() -> start(typo, null, images, 1))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("the class 'class-11'")
        .hasMessageContaining("\nMaybe you meant 'class-1'.");
  }

  @Test
  void mixesNumbersWithTheirRows() throws IOException {
    Examples table = Samples.table(80);
    Recipe recipe = scratch(Map.of("learning-rate", 0.02, "mixing", "mixup"));
    try (FineTuning tuned = start(recipe, null, table, 1)) {
      train(tuned, 40);

      assertThat(squaredError((Predictions.Numbers) tuned.predict(table))).isLessThan(0.2);
    }
  }

  @Test
  void weighsClassesAsIfARowOfWeightTwoStoodTwiceInItsBatch() throws IOException {
    Examples twice = doubled(images, 1);
    Map<String, ?> whole =
        Map.of(
            "batch-size", 1000, "optimizer", "sgd", "learning-rate", 0.1, "freeze-up-to", "dense2");
    Map<String, Object> weighted = new LinkedHashMap<>(whole);
    weighted.put("class-weights", Map.of("given", Map.of("class-1", 2)));
    // A batch's loss is the mean over its rows: a third of them stand twice.
    weighted.put("learning-rate", 0.1 * images.size() / twice.size());
    byte[] base = baseModel();
    try (FineTuning one = start(tuning(weighted), base, images, 3);
        FineTuning two = start(tuning(whole), base, twice, 3)) {
      train(one, 3);
      train(two, 3);
      double[][] found = outputs(one);
      double[][] expected = outputs(two);
      for (int row = 0; row < found.length; row++) {
        assertThat(found[row]).containsExactly(expected[row], within(1e-5));
      }
    }
  }

  private static Examples doubled(Examples rows, int label) {
    Targets.Classes classes = (Targets.Classes) rows.targets();
    int[] some =
        IntStream.concat(
                IntStream.range(0, rows.size()),
                IntStream.range(0, rows.size()).filter(row -> classes.labels()[row] == label))
            .toArray();
    return new Examples(rows.features(), rows.shape(), classes.at(some), some, some);
  }

  @Test
  void refusesAFileThatIsNoModel() {
    assertThatThrownBy(
            () -> engine().describe("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("5 bytes");
  }

  @Test
  void showsDivergenceAsALossThatIsNotFinite() throws IOException {
    Recipe wild = scratch(Map.of("learning-rate", 1e30, "optimizer", "sgd"));
    try (FineTuning tuned = start(wild, null, images, 1)) {
      double loss = train(tuned, 3);
      double[][] outputs = outputs(tuned);

      assertThat(Double.isFinite(loss) && Arrays.stream(outputs[0]).allMatch(Double::isFinite))
          .isFalse();
    }
  }

  @Test
  void predictsProbabilitiesInTheOrderOfTheClasses() throws IOException {
    try (FineTuning tuned = start(scratch(Map.of()), null, images, 1)) {
      var predicted = (Predictions.Classes) tuned.predict(images);

      assertThat(predicted.classes()).containsExactly("class-0", "class-1", "class-2");
      assertThat(predicted.truth()).isEqualTo(((Targets.Classes) images.targets()).labels());
      for (double[] row : predicted.probabilities()) {
        assertThat(row).hasSize(3);
        assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  void dependsOnNothingThatRunsBeside() throws Exception {
    double[][] alone = run(scratch(Map.of("dropout", 0.3)), null, 3);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Callable<double[][]> run = () -> run(scratch(Map.of("dropout", 0.3)), null, 3);
      Callable<double[][]> other = () -> run(scratch(Map.of("batch-size", 7)), null, 5);
      List<Future<double[][]>> results = pool.invokeAll(List.of(run, other, run, other));

      assertThat(results.get(0).get()).isEqualTo(alone);
      assertThat(results.get(2).get()).isEqualTo(alone);
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("settingsWithAState")
  void drawsTheSameWhateverElseDrawsBeside(Map<String, ?> settings) throws Exception {
    byte[] base = baseModel();
    double[][] alone = run(tuning(settings), base, 3);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Callable<double[][]> run = () -> run(tuning(settings), base, 3);
      Callable<double[][]> other = () -> run(scratch(Map.of("weight-noise", "additive")), null, 5);
      List<Future<double[][]>> results = pool.invokeAll(List.of(run, other, run, run));

      for (int same : new int[] {0, 2, 3}) {
        assertThat(results.get(same).get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void stopsBetweenBatchesWhenTold() throws IOException {
    try (FineTuning tuned = start(scratch(Map.of()), null, images, 1)) {
      assertThatThrownBy(
              () ->
                  tuned.trainEpoch(
                      () -> {
                        throw new IllegalStateException("stop");
                      }))
          .hasMessage("stop");
    }
  }

  private static List<Map<String, ?>> settings() {
    return List.of(
        Map.of("optimizer", "sgd"),
        Map.of("optimizer", "nesterov"),
        Map.of("optimizer", Map.of("nesterov", Map.of("momentum", 0.5))),
        Map.of("optimizer", Map.of("adam", Map.of("beta1", 0.5))),
        Map.of("optimizer", Map.of("adam", Map.of("epsilon", 0.1))),
        Map.of("optimizer", "amsgrad"),
        Map.of("optimizer", "nadam"),
        Map.of("optimizer", "rmsprop"),
        Map.of("optimizer", "adagrad"),
        Map.of("learning-rate-schedule", "cosine"),
        Map.of("learning-rate-schedule", "exponential"),
        Map.of("learning-rate-schedule", Map.of("step", Map.of("every", 1))),
        Map.of("warm-up", 1),
        Map.of("l1", 0.01),
        Map.of("l2", 0.01),
        Map.of("weight-decay", 0.1),
        Map.of("label-smoothing", 0.1),
        Map.of("optimizer", "adamw"),
        Map.of("class-weights", Map.of("given", Map.of("class-1", 4))),
        Map.of("sampling", "balanced"),
        Map.of("mixing", "mixup"),
        Map.of("dropout", 0.5, "dropout-kind", "gaussian"),
        Map.of("dropout", 0.5, "dropout-kind", "alpha"),
        Map.of("weight-noise", "drop-connect"),
        Map.of("weight-noise", "additive"),
        Map.of("weight-noise", "multiplicative"),
        Map.of("layer-wise-decay", 0.5),
        Map.of("l2-sp", 0.5),
        Map.of("unfreezing", "gradual"),
        Map.of("averaging", "ema"),
        Map.of("averaging", Map.of("swa", Map.of("from", 0))),
        Map.of("mixing", Map.of("cutmix", Map.of("probability", 1))),
        Map.of("dropout", 0.5),
        Map.of("batch-size", 16),
        Map.of("augmentation", List.of("noise")),
        Map.of("augmentation", List.of(Map.of("shift", Map.of("fraction", 0.3)), "noise")),
        Map.of("augmentation", List.of("flip")),
        Map.of("augmentation", List.of("rotate")),
        Map.of("augmentation", List.of(Map.of("scale", Map.of("range", 0.5)))),
        Map.of("augmentation", List.of(Map.of("crop", Map.of("fraction", 0.4)))),
        Map.of("augmentation", List.of(Map.of("brightness", Map.of("range", 0.5)))),
        Map.of("augmentation", List.of(Map.of("contrast", Map.of("range", 0.5)))),
        Map.of("augmentation", List.of(Map.of("erase", Map.of("probability", 1)))),
        Map.of("head", Map.of("hidden", List.of(6))),
        Map.of("head", Map.of("hidden", List.of(6), "activation", "tanh")),
        Map.of("optimizer", "sgd", "gradient-clipping", Map.of("value", Map.of("threshold", 1e-3))),
        Map.of("optimizer", "sgd", "gradient-clipping", Map.of("norm", Map.of("threshold", 1e-2))));
  }

  @Test
  void heedsEachSetting() throws IOException {
    byte[] base = baseModel();
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put(Arrays.deepToString(run(tuning(Map.of("epochs", 2)), base, 3)), "no setting");
    for (Map<String, ?> setting : settings()) {
      Map<String, Object> both = new LinkedHashMap<>(setting);
      both.put("epochs", 2);
      double[][] outputs = run(tuning(both), base, 3);

      assertThat(Arrays.stream(outputs).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
      assertThat(seen.put(Arrays.deepToString(outputs), setting.toString()))
          .as("%s changes nothing", setting)
          .isNull();
    }
  }

  private double[][] run(Recipe recipe, byte @Nullable [] base, long seed) throws IOException {
    try (FineTuning tuned = start(recipe, base, images, seed)) {
      train(tuned, 2);
      return outputs(tuned);
    }
  }

  private byte[] baseModel() throws IOException {
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try (FineTuning tuned = start(scratch(Map.of()), null, images, 11)) {
      train(tuned, 3);
      tuned.save(saved);
    }
    return saved.toByteArray();
  }

  private FineTuning start(Recipe recipe, byte @Nullable [] base, Examples rows, long seed)
      throws IOException {
    return engine().start(recipe, base, rows, seed, null);
  }

  private static Recipe scratch(Map<String, ?> settings) {
    return recipe(Map.of("network", NETWORK), settings);
  }

  private static Recipe tuning(Map<String, ?> settings) {
    return recipe(Map.of("base-model", "any"), settings);
  }

  private static Recipe recipe(Map<String, ?> beginning, Map<String, ?> settings) {
    Map<String, Object> both = new LinkedHashMap<>(beginning);
    both.put("learning-rate", 0.01);
    both.put("batch-size", 8);
    both.putAll(settings);
    return Samples.recipe(both);
  }

  private double[][] outputs(FineTuning tuned) {
    return numbers(tuned.predict(images));
  }

  private static double[][] numbers(Predictions predictions) {
    return predictions instanceof Predictions.Classes classes
        ? classes.probabilities()
        : ((Predictions.Numbers) predictions).predicted();
  }

  private static double train(FineTuning tuned, int epochs) {
    double loss = Double.NaN;
    for (int epoch = 0; epoch < epochs; epoch++) {
      loss = tuned.trainEpoch(() -> {});
    }
    return loss;
  }

  private static double accuracy(Predictions predictions) {
    var classes = (Predictions.Classes) predictions;
    int[] predicted = classes.predicted();
    int right = 0;
    for (int row = 0; row < predicted.length; row++) {
      right += predicted[row] == classes.truth()[row] ? 1 : 0;
    }
    return (double) right / predicted.length;
  }

  private static double squaredError(Predictions.Numbers numbers) {
    double sum = 0;
    for (int row = 0; row < numbers.size(); row++) {
      for (int i = 0; i < 2; i++) {
        double error = numbers.predicted()[row][i] - numbers.truth()[row][i];
        sum += error * error / numbers.size() / 2;
      }
    }
    return sum;
  }
}
