package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training above frozen layers comes to what training with them comes to, bit by bit. */
class FrozenPartTest {

  private static final List<?> NETWORK =
      List.of(
          Map.of("conv", Map.of("filters", 6)),
          "batch-norm",
          Map.of("pool", Map.of("kernel", 2, "stride", 2)),
          Map.of("conv", Map.of("filters", 8, "padding", "valid")),
          Map.of("dropout", Map.of("rate", 0.3)),
          Map.of("dense", Map.of("units", 12, "activation", "tanh")));

  private final Dl4jEngine engine = new Dl4jEngine();
  private final Examples images = Samples.images(90, 9, 3);

  @ParameterizedTest
  @CsvSource({
    "conv1, adam, 0",
    "batch-norm1, sgd, 0",
    "pool1, nesterov, 0.2",
    "conv2, adam, 0.3",
    "dropout1, rmsprop, 0"
  })
  void trainsToTheSameNumbersAboveItAsWithIt(String cut, String optimizer, double dropout)
      throws IOException {
    Recipe recipe =
        recipe(
            Map.of(
                "freeze-up-to",
                cut,
                "optimizer",
                optimizer,
                "dropout",
                dropout,
                "head",
                Map.of("hidden", List.of(7)),
                "l2",
                0.01));
    requireSame(recipe, baseModel(), images);
  }

  @Test
  void transfersAboveItAsWithIt() throws IOException {
    Recipe recipe =
        recipe(
            Map.of(
                "freeze-up-to",
                "conv1",
                "unfreezing",
                Map.of("gradual", Map.of("layers", 2)),
                "layer-wise-decay",
                0.6,
                "l2-sp",
                0.2,
                "averaging",
                "ema"));
    requireSame(recipe, baseModel(), images);
  }

  @ParameterizedTest
  @CsvSource({
    "keras-sequential.h5, pool_a",
    "keras-functional.h5, sum",
    "keras-functional.h5, norm"
  })
  void trainsToTheSameNumbersAboveAKerasModel(String file, String cut) throws IOException {
    requireSame(recipe(Map.of("freeze-up-to", cut)), kerasModel(file), kerasRows());
  }

  @ParameterizedTest
  @CsvSource({"noise, 2, pool1", "flip, 1, conv2", "rotate, 8, dense1"})
  void trainsOnVariantsOfRowsAboveItAsWithIt(String step, int variants, String cut)
      throws IOException {
    Recipe recipe =
        recipe(
            Map.of(
                "freeze-up-to",
                cut,
                "augmentation",
                List.of(step),
                "augmentation-variants",
                variants,
                "epochs",
                4));
    byte[] base = baseModel();
    FrozenPart part = part(recipe, base, images);
    List<Examples> features = new ArrayList<>();
    for (int variant = 0; variant < recipe.variants(); variant++) {
      features.add(features(part, varied(recipe, variant)));
    }
    assertThat(features).hasSize(Math.min(variants, 4));
    try (FineTuning with = engine.start(recipe, base, images, 5, null);
        FineTuning above = part.start(recipe, features, 5, null)) {
      for (int epoch = 0; epoch < 4; epoch++) {
        assertThat(above.trainEpoch(() -> {})).isCloseTo(with.trainEpoch(() -> {}), within(1e-5));
      }
      double[][] expected = numbers(with, images);
      double[][] found = numbers(above, features(part, images));
      for (int row = 0; row < found.length; row++) {
        assertThat(found[row]).containsExactly(expected[row], within(1e-5));
      }
    }
  }

  private Examples varied(Recipe recipe, int variant) {
    float[] numbers = new float[images.size() * images.width()];
    float[] row = new float[images.width()];
    for (int i = 0; i < images.size(); i++) {
      images.copy(i, row, 0);
      recipe.passes().augmentation().vary(row, images.shape(), images.rows()[i], variant);
      System.arraycopy(row, 0, numbers, i * row.length, row.length);
    }
    return new Examples(numbers, images.shape(), images.targets(), images.rows());
  }

  private static byte[] kerasModel(String file) throws IOException {
    try (InputStream in = FrozenPartTest.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static Examples kerasRows() {
    float[] features = new float[40 * 60];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) Math.sin(i * 0.7);
    }
    Examples like = Samples.images(40, 2, 2);
    return new Examples(features, new int[] {2, 6, 5}, like.targets(), like.rows());
  }

  /** A product of matrices adds in another order for another number of rows. */
  @ParameterizedTest
  @CsvSource({"dense1, adam, 0", "dense1, nesterov, 0.4"})
  void trainsAboveADenseLayerToTheSameWithinTheRoundingOfItsProduct(
      String cut, String optimizer, double dropout) throws IOException {
    Recipe recipe = recipe(Map.of("freeze-up-to", cut, "optimizer", optimizer, "dropout", dropout));
    byte[] base = baseModel();
    FrozenPart part = part(recipe, base, images);
    Examples features = features(part, images);
    try (FineTuning with = engine.start(recipe, base, images, 5, null);
        FineTuning above = part.start(recipe, List.of(features), 5, null)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(above.trainEpoch(() -> {})).isCloseTo(with.trainEpoch(() -> {}), within(1e-5));
      }
      double[][] expected = numbers(with, images);
      double[][] found = numbers(above, features);
      for (int row = 0; row < found.length; row++) {
        assertThat(found[row]).containsExactly(expected[row], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "conv1"})
  void isThereOnlyWhereSomethingIsFrozenAndRowsHaveSoManyForms(String cut) throws IOException {
    Recipe plain = recipe(Map.of("freeze-up-to", cut));
    Recipe mixed = recipe(Map.of("freeze-up-to", cut, "mixing", "mixup"));
    Recipe noisy = recipe(Map.of("freeze-up-to", cut, "augmentation", List.of("noise")));
    Recipe viewing =
        recipe(
            Map.of(
                "freeze-up-to",
                cut,
                "augmentation",
                List.of("noise"),
                "augmentation-variants",
                2,
                "test-time-augmentation",
                1));

    assertThat(engine.frozenPart(plain, baseModel(), images.shape()).isPresent())
        .isEqualTo(cut.equals("conv1"));
    assertThat(engine.frozenPart(noisy, baseModel(), images.shape())).isEmpty();
    assertThat(engine.frozenPart(mixed, baseModel(), images.shape())).isEmpty();
    assertThat(engine.frozenPart(viewing, baseModel(), images.shape()).isPresent())
        .isEqualTo(cut.equals("conv1"));
  }

  @Test
  void isToldApartByModelAndCut() throws IOException {
    byte[] base = baseModel();
    FrozenPart part = part(recipe(Map.of("freeze-up-to", "conv1")), base, images);
    FrozenPart same =
        part(recipe(Map.of("freeze-up-to", "conv1", "dropout", 0.1)), base.clone(), images);
    FrozenPart higher = part(recipe(Map.of("freeze-up-to", "pool1")), base, images);

    assertThat(same.key()).isEqualTo(part.key()).hasSize(64);
    assertThat(higher.key()).isNotEqualTo(part.key());
    assertThat(part.shape()).containsExactly(6, 9, 9);
    assertThat(higher.shape()).containsExactly(6, 4, 4);
  }

  @Test
  void computesItsFeaturesFromThoseOfLayersBelowToTheSameNumbers() throws IOException {
    byte[] base = baseModel();
    FrozenPart part = part(recipe(Map.of("freeze-up-to", "dropout1")), base, images);
    FrozenPart lower = part(recipe(Map.of("freeze-up-to", "batch-norm1")), base, images);

    assertThat(part.below()).extracting(FrozenPart::shape).startsWith(new int[] {8, 2, 2});
    assertThat(part.below()).extracting(FrozenPart::key).hasSize(4).contains(lower.key());
    try (FrozenPart.Pass pass = part.openAbove(lower)) {
      assertThat(pass.features(features(lower, images)))
          .isEqualTo(features(part, images).features());
    }
  }

  @ParameterizedTest
  @CsvSource({"keras-sequential.h5, pool_a", "keras-functional.h5, norm"})
  void computesTheFeaturesOfAKerasModelFromThoseOfAnyLayerBelow(String file, String cut)
      throws IOException {
    byte[] model = kerasModel(file);
    FrozenPart part = part(recipe(Map.of("freeze-up-to", cut)), model, kerasRows());

    assertThat(part.below()).isNotEmpty();
    for (FrozenPart lower : part.below()) {
      try (FrozenPart.Pass pass = part.openAbove(lower)) {
        assertThat(pass.features(features(lower, kerasRows())))
            .isEqualTo(features(part, kerasRows()).features());
      }
    }
  }

  @Test
  void goesOnFromACheckpointAsIfItHadNeverStopped() throws IOException {
    FrozenPart part =
        part(recipe(Map.of("freeze-up-to", "conv2", "dropout", 0.2)), baseModel(), images);
    Recipe recipe = recipe(Map.of("freeze-up-to", "conv2", "dropout", 0.2));
    Examples features = features(part, images);
    ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
    try (FineTuning whole = part.start(recipe, List.of(features), 3, null);
        FineTuning half = part.start(recipe, List.of(features), 3, null)) {
      train(whole, 4);
      train(half, 2);
      half.checkpoint(checkpoint);
      try (FineTuning rest =
          part.start(
              recipe, List.of(features), 3, new ByteArrayInputStream(checkpoint.toByteArray()))) {
        train(rest, 2);
        assertThat(numbers(rest, features)).isEqualTo(numbers(whole, features));
      }
    }
  }

  private void requireSame(Recipe recipe, byte[] base, Examples rows) throws IOException {
    FrozenPart part = part(recipe, base, rows);
    Examples features = features(part, rows);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try (FineTuning with = engine.start(recipe, base, rows, 5, null);
        FineTuning above = part.start(recipe, List.of(features), 5, null)) {
      assertThat(numbers(above, features)).isEqualTo(numbers(with, rows));
      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(above.trainEpoch(() -> {})).isEqualTo(with.trainEpoch(() -> {}));
      }
      assertThat(numbers(above, features)).isEqualTo(numbers(with, rows));

      above.save(saved);
      try (Predictor opened =
          engine.open(new ByteArrayInputStream(saved.toByteArray()), rows.targets())) {
        assertThat(numbers(opened, rows)).isEqualTo(numbers(with, rows));
      }
    }
  }

  private FrozenPart part(Recipe recipe, byte[] base, Examples rows) {
    Optional<FrozenPart> part = engine.frozenPart(recipe, base, rows.shape());
    assertThat(part).isPresent();
    return part.get();
  }

  private static Examples features(FrozenPart part, Examples rows) {
    try (FrozenPart.Pass pass = part.open()) {
      return new Examples(pass.features(rows), part.shape(), rows.targets(), rows.rows());
    }
  }

  private byte[] baseModel() throws IOException {
    Recipe scratch =
        Samples.recipe(Map.of("network", NETWORK, "learning-rate", 0.01, "batch-size", 16));
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try (FineTuning tuned = engine.start(scratch, null, images, 11, null)) {
      train(tuned, 2);
      tuned.save(saved);
    }
    return saved.toByteArray();
  }

  private static Recipe recipe(Map<String, ?> settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("base-model", "any");
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
    return ((Predictions.Classes) model.predict(rows)).probabilities();
  }
}
