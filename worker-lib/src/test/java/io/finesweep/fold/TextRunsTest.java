package io.finesweep.fold;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.data.NewRows;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRunsTest {

  private static final Seeds SEEDS = new Seeds(42);
  private static final List<String> GOOD = List.of("good", "tasty", "fresh", "lovely", "warm");
  private static final List<String> BAD = List.of("bad", "stale", "cold", "burnt", "rude");

  @TempDir private Path folder;

  private final FoldRunner runner = new FoldRunner(new Configuration(), "driver");

  @BeforeEach
  void writeData() throws IOException {
    StringBuilder texts = new StringBuilder("text,label\n");
    for (int row = 0; row < 60; row++) {
      List<String> kind = row % 2 == 0 ? GOOD : BAD;
      texts.append(
          "\"The soup, number %d, was %s and %s!\",%s\n"
              .formatted(row, kind.get(row % 5), kind.get(row / 5 % 5), row % 2 == 0 ? "+" : "-"));
    }
    Files.writeString(folder.resolve("texts.csv"), texts);
    StringBuilder vectors = new StringBuilder();
    List.of("the", "soup", ",", "was", "and", "!")
        .forEach(word -> vectors.append(word + " 0.1 -0.2 0.05\n"));
    GOOD.forEach(word -> vectors.append(word + " 0.9 0.3 " + word.length() / 10.0 + "\n"));
    BAD.forEach(word -> vectors.append(word + " -0.8 0.2 " + word.length() / 10.0 + "\n"));
    vectors.append("superb 1.1 0.2 0.3\n");
    Files.writeString(folder.resolve("vectors.txt"), vectors);
  }

  @ParameterizedTest
  @ValueSource(strings = {"words", "pooled", "none"})
  void learnsFromTextsOverTheMeanAndMaximumOfWordVectors(String frozen) {
    FoldResult.Scored scored = scored(Map.of("base-model", vectors(), "freeze-up-to", frozen), 12);
    assertThat(scored.metrics().get("accuracy")).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv", "lstm", "both", "dense"})
  void learnsFromTextsByANetworkOverWordVectors(String kind) {
    List<?> network =
        switch (kind) {
          case "conv" -> List.of(Map.of("conv", Map.of("filters", 8, "kernel", 2)), "dense");
          case "lstm" -> List.of(Map.of("lstm", Map.of("units", 8)));
          case "both" -> List.of(Map.of("lstm", Map.of("units", 6, "direction", "both")));
          default ->
              List.of(
                  Map.of("pool-words", Map.of("kind", "average")),
                  Map.of("dense", Map.of("units", 8)));
        };
    FoldResult.Scored scored = scored(Map.of("network", network), 15);
    assertThat(scored.metrics().get("accuracy")).isGreaterThan(0.9);
  }

  /** A model of Keras that takes numbers of words, and the words in its order. */
  @ParameterizedTest
  @ValueSource(strings = {"lstm_words.h5", "lstm_words-3.keras"})
  void learnsFromTextsByTheVocabularyOfABaseModel(String file) throws IOException {
    Map<String, Object> tuning = Map.of("base-model", model(file), "freeze-up-to", "none");
    FoldTask task =
        new FoldTask(
            new RunId(7, 0, 20),
            0,
            SEEDS,
            byVocabulary("\n[UNK]\nthe\nsoup\nwas\nand\n!\n,\n" + words()),
            tuning(tuning, 20),
            null,
            FoldTask.Keep.PREDICTIONS);
    FoldResult result = runner.run(task, ProgressListener.NONE);

    assertThat(result).as(result.toString()).isInstanceOf(FoldResult.Scored.class);
    assertThat(((FoldResult.Scored) result).metrics().get("accuracy")).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @CsvSource({
    "'\\n[UNK]\\nbread\\n', holds none of the",
    "'\\n[UNK]\\nsoup\\nsoup\\n', line 4: 'soup' occurs twice",
    "'\\n', holds no word",
    "LONG, but the base model's layer 'embedding' knows 20"
  })
  void refusesAVocabularyThatIsNotTheModels(String words, String reason) throws IOException {
    String written = words.equals("LONG") ? "\n[UNK]\nsoup\n" + words() + words(12) : words;
    FoldTask task =
        new FoldTask(
            new RunId(7, 0, 1),
            0,
            SEEDS,
            byVocabulary(written.replace("\\n", "\n")),
            tuning(Map.of("base-model", model("lstm_words.h5"), "freeze-up-to", "none"), 1),
            null,
            FoldTask.Keep.PREDICTIONS);
    var failed = (FoldResult.Failed) runner.run(task, ProgressListener.NONE);

    assertThat(failed.failure().reason()).contains(reason, "Maybe ");
  }

  private static String words() {
    return String.join("\n", GOOD) + "\n" + String.join("\n", BAD) + "\n";
  }

  private static String words(int more) {
    return IntStream.range(0, more).mapToObj(i -> "word" + i + "\n").collect(joining());
  }

  private String model(String file) throws IOException {
    try (InputStream in =
        TextRunsTest.class.getResourceAsStream("/io/finesweep/engine/dl4j/keras/" + file)) {
      return Files.write(folder.resolve(file), Objects.requireNonNull(in).readAllBytes())
          .toString();
    }
  }

  private Experiment byVocabulary(String words) throws IOException {
    Path vocabulary = Files.writeString(folder.resolve("words.txt"), words);
    return experiment(
        Map.of("folds", 3),
        Map.of(
            "column",
            "text",
            "max-length",
            10,
            "place",
            "last",
            "vocabulary",
            vocabulary.toString()));
  }

  @Test
  void predictsNewTextsWithWordsThatNoTrainingTextHad() throws IOException {
    FinalModel model = refitted(experiment());
    Path rows =
        Files.writeString(
            folder.resolve("new.csv"), "text\nThe soup was superb!\nso BURNT\n\"\"\nqwertz\n");
    NewRows.Place place = new NewRows.Place(rows.toString(), new NewRows.Format.Csv(','), null);
    NewRows read =
        NewRows.read(place, model.preprocessing(), model.description().none(), new Configuration());
    try (FinalModel.Opened opened = model.open()) {
      Predictions.Classes told =
          (Predictions.Classes) opened.predict(read.data(), new int[] {0, 1, 2, 3});
      assertThat(told.classes()).containsExactly("+", "-");
      assertThat(told.probabilities()[0][0]).isGreaterThan(0.7);
      assertThat(told.probabilities()[1][1]).isGreaterThan(0.7);
      // Without a known word, every text says the same.
      assertThat(told.probabilities()[2][0]).isFinite().isEqualTo(told.probabilities()[3][0]);
    }
  }

  @Test
  void aWordMattersByWhatIsLostWhereOthersTakeItsPlace() throws IOException {
    Experiment half = experiment(Map.of("folds", 3, "test", 0.5));
    Explanation explanation =
        runner.explain(refitted(half), half, SEEDS, Metrics.named("log-loss").orElseThrow());

    assertThat(explanation.rows()).isBetween(20, 40);
    List<String> words = explanation.inputs().stream().map(Explanation.Input::name).toList();
    // Every text holds the soup; "number 7" is in one alone.
    assertThat(words).doesNotContain("soup", "7").hasSizeGreaterThan(3);
    assertThat(GOOD.contains(words.get(0)) || BAD.contains(words.get(0))).isTrue();
    assertThat(explanation.inputs().get(0).worse()).isPositive();
    assertThat(explanation.inputs()).allMatch(input -> input.permutations() == 3);
  }

  private FinalModel refitted(Experiment experiment) throws IOException {
    RefitTask task =
        new RefitTask(
            new RefitTask.Run(1, 0, 15),
            0,
            SEEDS,
            experiment,
            tuning(Map.of("base-model", vectors(), "freeze-up-to", "words"), 15));
    var refitted = (RefitResult.Refitted) runner.refit(task, ProgressListener.NONE);
    try (InputStream in =
        Files.newInputStream(folder.resolve("sweep").resolve(refitted.model().path()))) {
      return FinalModel.read(in);
    }
  }

  @Test
  void refusesWhatWouldChangeTheNumbersOfWords() {
    Map<String, Object> tuning = new LinkedHashMap<>();
    tuning.put("base-model", vectors());
    tuning.put("augmentation", List.of(Map.of("noise", Map.of("deviation", 0.1))));
    refuses(tuning);
    // Above shared features, one that may pass first vouches for none.
    scored(Map.of("base-model", vectors(), "freeze-up-to", "words"), 1);
    tuning.put("freeze-up-to", "words");
    tuning.put("augmentation-variants", 2);
    refuses(tuning);
  }

  private void refuses(Map<String, ?> tuning) {
    FoldTask task = task(tuning(tuning, 1), 1);
    var failed = (FoldResult.Failed) runner.run(task, ProgressListener.NONE);
    assertThat(failed.failure().reason()).contains("would change the numbers of words", "Maybe ");
  }

  private String vectors() {
    return folder.resolve("vectors.txt").toString();
  }

  private FoldResult.Scored scored(Map<String, ?> fineTuning, int epochs) {
    FoldResult result = runner.run(task(tuning(fineTuning, epochs), epochs), ProgressListener.NONE);
    assertThat(result).as(result.toString()).isInstanceOf(FoldResult.Scored.class);
    return (FoldResult.Scored) result;
  }

  private FoldTask task(Settings tuning, int epochs) {
    return new FoldTask(
        new RunId(7, 0, epochs), 0, SEEDS, experiment(), tuning, null, FoldTask.Keep.PREDICTIONS);
  }

  private static Settings tuning(Map<String, ?> settings, int epochs) {
    Map<String, Object> tree = new LinkedHashMap<>(settings);
    tree.put("learning-rate", 0.03);
    tree.put("batch-size", 8);
    tree.put("epochs", epochs);
    return Settings.of(tree);
  }

  private Experiment experiment() {
    return experiment(Map.of("folds", 3));
  }

  private Experiment experiment(Map<String, Object> validation) {
    return experiment(validation, Map.of("column", "text", "max-length", 12, "vectors", vectors()));
  }

  private Experiment experiment(Map<String, Object> validation, Map<String, Object> text) {
    return new Experiment(
        "dl4j",
        Settings.of(
            Map.of(
                "format",
                "csv",
                "path",
                folder.resolve("texts.csv").toString(),
                "label",
                "label",
                "text",
                text)),
        Settings.of(validation),
        List.of("accuracy"),
        folder.resolve("sweep").toUri().toString());
  }
}
