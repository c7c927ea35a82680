package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.data.DataSpec;
import io.finesweep.data.Dataset;
import io.finesweep.data.Datasets;
import io.finesweep.data.Folds;
import io.finesweep.data.Split;
import io.finesweep.data.ValidationSpec;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.metric.Vote;
import io.finesweep.trial.Blob;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldRunnerTest {

  private static final Seeds SEEDS = new Seeds(42);

  @TempDir private Path folder;

  private final FoldRunner runner = new FoldRunner(new Configuration(), "driver");

  @BeforeEach
  void writeData() throws IOException {
    RandomGenerator random = SEEDS.generator("test data");
    StringBuilder classes = new StringBuilder("a,b,label\n");
    StringBuilder numbers = new StringBuilder("a,b,label\n");
    for (int row = 0; row < 120; row++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      classes.append("%s,%s,%s\n".formatted(a, b, a + b > 0 ? "plus" : "minus"));
      numbers.append("%s,%s,%s\n".formatted(a, b, 1000 + 200 * a - 100 * b));
    }
    Files.writeString(folder.resolve("classes.csv"), classes);
    Files.writeString(folder.resolve("numbers.csv"), numbers);
  }

  @Test
  void measuresEachEpochAndLeavesPredictions() throws IOException {
    List<EpochScore> seen = new ArrayList<>();
    var scored = (FoldResult.Scored) runner.run(task(0, 6, null, Map.of()), seen::add);

    assertThat(scored.epochs()).hasSize(6).isEqualTo(seen);
    assertThat(scored.epochs().get(5).trainingLoss())
        .isLessThan(scored.epochs().get(0).trainingLoss());
    assertThat(scored.metrics()).isEqualTo(seen.get(5).metrics()).containsKeys("accuracy");
    assertThat(scored.metrics().get("accuracy")).isGreaterThan(0.85);
    assertThat(scored.usage().executor()).isEqualTo("driver");
    assertThat(scored.usage().numericPath()).contains("threads");

    Predictions kept = predictions(scored.artifacts().predictions());
    assertThat(Metrics.named("accuracy").orElseThrow().of(kept).orElseThrow())
        .isEqualTo(scored.metrics().get("accuracy"));
    assertThat(scored.artifacts().checkpoint()).isNotNull();
  }

  @Test
  void measuresWhatTheWholeModelCostsWhetherItsFrozenLayersAreSharedOrNot() throws IOException {
    Experiment costs = experiment("classes.csv", "accuracy", "parameters", "model-bytes");
    FoldTask task = task(0, 1, null, Map.of());
    FoldResult.Scored whole = scored(with(costs, task));
    assertThat(whole.metrics()).containsOnlyKeys("accuracy", "parameters", "model-bytes");
    // Two columns to 8 units to 2 classes, with biases.
    assertThat(whole.metrics().get("parameters")).isEqualTo(2 * 8 + 8 + 8 * 2 + 2);
    assertThat(scored(with(costs, task)).metrics()).isEqualTo(whole.metrics());

    Path base = baseModel();
    Map<String, ?> tuning = Map.of("base-model", base.toString(), "freeze-up-to", "dense1");
    FoldResult.Scored shared = scored(with(sharing(costs, 64), shared(tuning, 0, 1, 64)));
    FoldResult.Scored alone = scored(with(sharing(costs, 0), shared(tuning, 0, 1, 0)));
    assertThat(shared.metrics().get("parameters"))
        .isEqualTo(42)
        .isEqualTo(alone.metrics().get("parameters"));
    assertThat(shared.metrics().get("model-bytes")).isEqualTo(4 * 42);
  }

  @Test
  void timesPredictionsOnlyWhereThatIsWanted() {
    FoldTask task = task(0, 1, null, Map.of());
    FoldResult.Scored timed =
        scored(with(experiment("classes.csv", "accuracy", "prediction-ms"), task));
    assertThat(timed.metrics().get("prediction-ms")).isPositive();
    assertThat(timed.epochs().get(0).metrics()).containsOnlyKeys("accuracy");
    assertThat(scored(task).metrics()).containsOnlyKeys("accuracy", "log-loss");
  }

  private static FoldTask with(Experiment experiment, FoldTask task) {
    return new FoldTask(
        task.run(), 0, SEEDS, experiment, task.fineTuning(), null, FoldTask.Keep.PREDICTIONS);
  }

  @Test
  void leavesNoCheckpointUnlessAsked() {
    FoldTask task = task(0, 1, null, Map.of());
    FoldTask modest =
        new FoldTask(
            task.run(),
            task.attempt(),
            task.seeds(),
            task.experiment(),
            task.fineTuning(),
            null,
            FoldTask.Keep.PREDICTIONS);
    var scored = (FoldResult.Scored) runner.run(modest, ProgressListener.NONE);

    assertThat(scored.artifacts().checkpoint()).isNull();
    assertThat(scored.artifacts().predictions()).isNotNull();
  }

  @Test
  void reachesTheSameInOneRunAsInTwo() {
    var whole = scored(task(1, 4, null, Map.of()));
    var half = scored(task(1, 2, null, Map.of()));
    var rest = scored(task(1, 4, half.artifacts().checkpoint(), Map.of()));

    assertThat(rest.metrics()).isEqualTo(whole.metrics());
    assertThat(rest.epochs()).extracting(EpochScore::epoch).containsExactly(3, 4);
    assertThat(rest.epochs().get(1).trainingLoss()).isEqualTo(whole.epochs().get(3).trainingLoss());
    assertThat(sha(rest.artifacts().predictions())).isEqualTo(sha(whole.artifacts().predictions()));
  }

  private static Map<String, ?> stopping(int patience) {
    // No epoch after the first gains so much.
    return Map.of("early-stopping", Map.of("patience", patience, "gain", 1000));
  }

  @Test
  void stopsWhereTheWatchedRowsGainNothingAndHoldsItsLastValueAfterThat() {
    var stopped = scored(task(1, 6, null, stopping(2)));
    var held = scored(task(1, 9, stopped.artifacts().checkpoint(), stopping(2)));

    assertThat(stopped.epochs()).extracting(EpochScore::epoch).containsExactly(1, 2, 3);
    assertThat(stopped.metrics()).isEqualTo(stopped.epochs().get(2).metrics());
    assertThat(held.epochs()).isEmpty();
    assertThat(held.metrics()).isEqualTo(stopped.metrics());
    assertThat(sha(held.artifacts().predictions()))
        .isEqualTo(sha(stopped.artifacts().predictions()));
  }

  @Test
  void stopsAtTheSameEpochInOneRunAsInTwo() {
    var whole = scored(task(1, 8, null, stopping(3)));
    var half = scored(task(1, 2, null, stopping(3)));
    var rest = scored(task(1, 8, half.artifacts().checkpoint(), stopping(3)));

    assertThat(rest.epochs()).extracting(EpochScore::epoch).containsExactly(3, 4);
    assertThat(whole.epochs()).hasSize(4);
    assertThat(sha(rest.artifacts().predictions())).isEqualTo(sha(whole.artifacts().predictions()));
    assertThat(sha(rest.artifacts().checkpoint())).isEqualTo(sha(whole.artifacts().checkpoint()));
  }

  @Test
  void watchesRowsOfTheTrainingPartOnly() throws IOException {
    var all = scored(task(1, 3, null, Map.of()));
    var watched = scored(task(1, 3, null, Map.of("early-stopping", Map.of("patience", 9))));

    // The same rows are measured, and the run has learnt from fewer.
    assertThat(predictions(watched.artifacts().predictions()).size())
        .isEqualTo(predictions(all.artifacts().predictions()).size());
    assertThat(watched.epochs().get(0).trainingLoss())
        .isNotEqualTo(all.epochs().get(0).trainingLoss());
  }

  @Test
  void saysWhereTooLittleIsLeftToWatch() {
    Map<String, ?> tiny = Map.of("early-stopping", Map.of("patience", 1, "share", 1e-6));

    assertThat(reason(task(0, 2, null, tiny)))
        .contains("'early-stopping.share' is 1e-6")
        .contains("\nMaybe ");
  }

  @Test
  void goesOnFromACheckpointOnTheWay() {
    var whole = scored(task(1, 4, null, Map.of()));
    List<FoldTask.Checkpoint> left = new ArrayList<>();
    ProgressListener careful =
        new ProgressListener() {
          @Override
          public void epochEnded(EpochScore score) {}

          @Override
          public boolean wantsCheckpoint() {
            return true;
          }

          @Override
          public void checkpointed(FoldTask.Checkpoint checkpoint) {
            left.add(checkpoint);
          }
        };
    runner.run(task(1, 4, null, Map.of()), careful);
    var rest = scored(task(1, 4, left.get(1).blob(), Map.of()));

    assertThat(left).extracting(FoldTask.Checkpoint::epochs).containsExactly(1, 2, 3);
    assertThat(left.get(1).blob().path()).endsWith("/0-4/checkpoint-at-2");
    assertThat(rest.after(whole.epochs().subList(0, 2)).metrics()).isEqualTo(whole.metrics());
    assertThat(rest.epochs()).extracting(EpochScore::epoch).containsExactly(3, 4);
    assertThat(sha(rest.artifacts().predictions())).isEqualTo(sha(whole.artifacts().predictions()));
  }

  @Test
  void writesBesideWhatADeadRunLeft() {
    var first = scored(task(0, 1, null, Map.of()));
    var again = scored(task(0, 1, null, Map.of()));

    assertThat(again.artifacts().predictions()).isNotNull();
    assertThat(path(again.artifacts().predictions()))
        .isNotEqualTo(path(first.artifacts().predictions()))
        .startsWith("_runs/7/0/0-1/");
    assertThat(sha(again.artifacts().predictions()))
        .isEqualTo(sha(first.artifacts().predictions()));
  }

  @Test
  void givesNumbersInTheTargetsOwnUnits() {
    FoldTask task = task(0, 30, null, Map.of());
    Experiment numbers = experiment("numbers.csv", "mae", "r2");
    var scored =
        scored(new FoldTask(task.run(), 0, SEEDS, numbers, task.fineTuning(), null, task.keep()));

    assertThat(scored.metrics().get("r2")).isGreaterThan(0.8);
    assertThat(scored.metrics().get("mae")).isBetween(1.0, 150.0);
  }

  @Test
  void endsAsDivergedAtTheEpochWhereNumbersAreNoLongerFinite() {
    FoldResult result =
        runner.run(
            task(0, 5, null, Map.of("learning-rate", 1e30, "optimizer", "sgd")),
            ProgressListener.NONE);

    assertThat(result).isInstanceOf(FoldResult.Diverged.class);
    var diverged = (FoldResult.Diverged) result;
    assertThat(diverged.epochs()).hasSize(diverged.epoch() - 1);
  }

  @Test
  void saysThatTheBaseModelDoesNotExist() {
    assertThat(reason(baseModelTask(Map.of("base-model", folder + "/none.zip"))))
        .startsWith("The base model '" + folder + "/none.zip' does not exist.")
        .contains("\nMaybe ");
  }

  @Test
  void saysThatTheBaseModelIsAnother() throws IOException {
    Path file = Files.writeString(folder.resolve("base.zip"), "x");
    String hash = "0".repeat(64);

    assertThat(reason(baseModelTask(Map.of("base-model", file.toString(), "sha256", hash))))
        .contains("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")
        .contains("must be " + hash);
  }

  @Test
  void refusesACheckpointThatWasChanged() throws IOException {
    Blob checkpoint = checkpoint();
    Files.write(folder.resolve("sweep").resolve(checkpoint.path()), new byte[] {1, 2, 3});

    assertThat(reason(task(0, 2, checkpoint, Map.of()))).contains("its length or hash differs");
  }

  @Test
  void endsWithoutAResultWhenInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> runner.run(task(0, 2, null, Map.of()), ProgressListener.NONE))
          .isInstanceOf(Cancelled.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void endsWithoutAResultWhenTheListenerCancels() {
    ProgressListener impatient =
        new ProgressListener() {
          private int epochs;

          @Override
          public void epochEnded(EpochScore score) {
            epochs++;
          }

          @Override
          public boolean cancels() {
            return epochs == 2;
          }
        };

    assertThatThrownBy(() -> runner.run(task(0, 5, null, Map.of()), impatient))
        .isInstanceOf(Cancelled.class);
  }

  @Test
  void aTrialWithFewerEpochsThanTheSweepStopsThereAndHoldsWhatItCameTo() {
    FoldResult.Scored shorter = scored(task(0, 6, null, Map.of("epochs", 4)));
    FoldResult.Scored asFar = scored(task(0, 4, null, Map.of("epochs", 4)));

    assertThat(shorter.epochs()).hasSize(4);
    assertThat(shorter.metrics()).isEqualTo(asFar.metrics());
  }

  @Test
  void modelsThatPredictTogetherSayTheMeanOfWhatEachSays() throws IOException {
    List<FinalModel> members = new ArrayList<>();
    for (int trial = 0; trial < 2; trial++) {
      RefitTask task =
          new RefitTask(
              new RefitTask.Run(trial, 0, 1),
              0,
              SEEDS,
              experiment("classes.csv"),
              network(Map.of()));
      var refitted = (RefitResult.Refitted) runner.refit(task, ProgressListener.NONE);
      try (InputStream in =
          Files.newInputStream(folder.resolve("sweep").resolve(refitted.model().path()))) {
        members.add(FinalModel.read(in));
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    FinalModel.together(members, List.of(3, 1)).write(file);
    FinalModel together = FinalModel.read(new ByteArrayInputStream(file.toByteArray()));

    double[][] first = test(members.get(0));
    double[][] second = test(members.get(1));
    double[][] said = test(together);

    assertThat(first).isNotEqualTo(second);
    for (int row = 0; row < said.length; row++) {
      for (int c = 0; c < said[row].length; c++) {
        assertThat(said[row][c]).isEqualTo(0.75 * first[row][c] + 0.25 * second[row][c]);
      }
    }
    assertThatThrownBy(together::model).hasMessageContaining("Several models are not one");
  }

  /** All that a model's file holds, in its order; the time when it was written is no part of it. */
  private static List<String> contents(byte[] model) throws IOException {
    List<String> contents = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        contents.add(entry.getName() + " " + Arrays.toString(zip.readAllBytes()));
      }
    }
    assertThat(contents).isNotEmpty();
    return contents;
  }

  @Test
  void predictsAsItWasMeasuredFromViewsOfARowSavedAndInAnEnsembleToo() throws IOException {
    List<?> noise = List.of(Map.of("noise", Map.of("deviation", 1.0)));
    FinalModel viewing =
        refitted(Map.of("augmentation", noise, "test-time-augmentation", 3, "epochs", 2));
    FinalModel plain = refitted(Map.of("augmentation", noise, "epochs", 2));

    assertThat(contents(viewing.model())).isEqualTo(contents(plain.model()));
    double[][] viewed = test(viewing);
    double[][] seen = test(plain);
    assertThat(viewed).isNotEqualTo(seen);
    double[][] together = test(FinalModel.together(List.of(viewing, plain), List.of(1, 1)));
    for (int row = 0; row < seen.length; row++) {
      assertThat(Arrays.stream(viewed[row]).sum()).isCloseTo(1, within(1e-12));
      assertThat(together[row][0]).isEqualTo(0.5 * viewed[row][0] + 0.5 * seen[row][0]);
    }
  }

  @Test
  void measuresARunByTheViewsOfItsRows() {
    List<?> noise = List.of(Map.of("noise", Map.of("deviation", 1.0)));
    FoldResult.Scored plain = scored(task(0, 2, null, Map.of("augmentation", noise)));
    Map<String, ?> views = Map.of("augmentation", noise, "test-time-augmentation", 3);
    FoldResult.Scored viewed = scored(task(0, 2, null, views));

    assertThat(viewed.metrics().get("log-loss")).isNotEqualTo(plain.metrics().get("log-loss"));
    assertThat(viewed.epochs().get(1).trainingLoss())
        .isEqualTo(plain.epochs().get(1).trainingLoss());
    assertThat(scored(task(0, 2, null, Map.of("test-time-augmentation", 3))).metrics())
        .isEqualTo(scored(task(0, 2, null, Map.of())).metrics());
  }

  private FinalModel refitted(Map<String, ?> settings) throws IOException {
    RefitTask task =
        new RefitTask(
            new RefitTask.Run(0, 0, 2), 0, SEEDS, experiment("classes.csv"), network(settings));
    var refitted = (RefitResult.Refitted) runner.refit(task, ProgressListener.NONE);
    try (InputStream in =
        Files.newInputStream(folder.resolve("sweep").resolve(refitted.model().path()))) {
      FinalModel model = FinalModel.read(in);
      var said = runner.predictTest(model, task.experiment(), SEEDS);
      assertThat(Metrics.named("log-loss").orElseThrow().of(said).orElseThrow())
          .isEqualTo(refitted.metrics().get("log-loss"));
      return model;
    }
  }

  private double[][] test(FinalModel model) throws IOException {
    return Vote.values(runner.predictTest(model, experiment("classes.csv"), SEEDS));
  }

  @Test
  void refitsOnAllButTheTestRowsAndSavesAModelThatPredictsAsItWasMeasured() throws IOException {
    RefitTask task =
        new RefitTask(
            new RefitTask.Run(7, 0, 6), 0, SEEDS, experiment("classes.csv"), network(Map.of()));
    var refitted = (RefitResult.Refitted) runner.refit(task, ProgressListener.NONE);
    Dataset data =
        Datasets.load(
            DataSpec.read(task.experiment().data().section("data", new ArrayList<>())),
            new Configuration());
    Split split =
        Folds.of(
            data,
            ValidationSpec.read(
                task.experiment().validation().section("sweep.validation", new ArrayList<>())),
            SEEDS);

    try (InputStream in =
            Files.newInputStream(folder.resolve("sweep").resolve(refitted.model().path()));
        FinalModel.Opened opened = FinalModel.read(in).open()) {
      Predictions predictions = opened.predict(data, split.test());
      double accuracy = Metrics.named("accuracy").orElseThrow().of(predictions).orElseThrow();

      assertThat(accuracy).isEqualTo(refitted.metrics().get("accuracy")).isGreaterThan(0.7);
      assertThat(predictions.size()).isEqualTo(split.test().length).isGreaterThan(10);
    }
    assertThat(refitted.epochs()).hasSize(6);
  }

  @Test
  void comesToTheSameWhetherRunsShareOrNot() throws IOException {
    Path base = baseModel();
    Map<String, ?> tuning =
        Map.of("base-model", base.toString(), "freeze-up-to", "dense1", "dropout", 0.2);
    FoldResult.Scored first = scored(shared(tuning, 0, 4, 64));
    FoldResult.Scored again = scored(shared(tuning, 0, 4, 64));
    FoldResult.Scored elsewhere =
        (FoldResult.Scored)
            new FoldRunner(new Configuration(), "driver")
                .run(shared(tuning, 0, 4, 64), ProgressListener.NONE);
    FoldResult.Scored alone = scored(shared(tuning, 0, 4, 0));

    assertThat(sha(again.artifacts().predictions()))
        .isEqualTo(sha(first.artifacts().predictions()));
    assertThat(sha(elsewhere.artifacts().predictions()))
        .isEqualTo(sha(first.artifacts().predictions()));
    assertThat(alone.metrics().get("log-loss"))
        .isCloseTo(first.metrics().get("log-loss"), within(1e-5));
  }

  @Test
  void preparesFeaturesForRunsOfOtherProcessesThatComeToTheSame() throws IOException {
    FoldTask task =
        shared(Map.of("base-model", baseModel().toString(), "freeze-up-to", "dense1"), 0, 2, 64);
    List<String> keys = runner.prepare(task, ProgressListener.NONE);
    FileTime written = Files.getLastModifiedTime(onlyFeatures());

    FoldResult.Scored elsewhere = scoredElsewhere(task);
    assertThat(Files.getLastModifiedTime(onlyFeatures())).isEqualTo(written);
    assertThat(keys).hasSize(3).doesNotHaveDuplicates(); // scaled by the rows of each fold
    Files.delete(onlyFeatures());
    assertThat(sha(scored(task).artifacts().predictions()))
        .isEqualTo(sha(elsewhere.artifacts().predictions()));
  }

  @Test
  void preparesFeaturesOfUnscaledRowsForAllFoldsAtOnce() throws IOException {
    FoldTask task =
        shared(Map.of("base-model", baseModel().toString(), "freeze-up-to", "dense1"), 0, 2, 64);
    Map<String, Object> data = new LinkedHashMap<>(task.experiment().data().tree());
    data.put("scale", "none");
    Experiment unscaled =
        task.experiment()
            .located(Settings.of(data), task.experiment().validation(), task.experiment().folder());

    assertThat(new HashSet<>(runner.prepare(with(unscaled, task), ProgressListener.NONE)))
        .hasSize(1);
    assertThat(runner.prepare(with(sharing(unscaled, 0), task), ProgressListener.NONE)).isEmpty();
  }

  @Test
  void computesTheFeaturesOfADeeperCutFromThoseOfAShallowerOne() throws IOException {
    Map<String, ?> layer = Map.of("dense", Map.of("units", 8));
    String base = baseModel(network(Map.of("network", List.of(layer, layer)))).toString();
    FoldTask shallow = shared(Map.of("base-model", base, "freeze-up-to", "dense1"), 0, 2, 64);
    FoldTask deep = shared(Map.of("base-model", base, "freeze-up-to", "dense2"), 0, 2, 64);
    String fromRows = sha(scored(deep).artifacts().predictions());
    Files.delete(onlyFeatures());
    runner.prepare(shallow, ProgressListener.NONE);
    Path stored = onlyFeatures();

    assertThat(sha(scoredElsewhere(deep).artifacts().predictions())).isEqualTo(fromRows);
    // Where the stored ones say something else, so do those that follow from them.
    byte[] zeros = new byte[(int) Files.size(stored) - 32];
    Files.delete(features().stream().filter(file -> !file.equals(stored)).findAny().orElseThrow());
    byte[] hash = HexFormat.of().parseHex(Sha256.of(zeros));
    byte[] whole = Arrays.copyOf(zeros, zeros.length + hash.length);
    System.arraycopy(hash, 0, whole, zeros.length, hash.length);
    Files.write(stored, whole);
    assertThat(sha(scoredElsewhere(deep).artifacts().predictions())).isNotEqualTo(fromRows);
  }

  @Test
  void comesToTheSameOnVariantsOfRowsWhetherRunsShareOrNot() throws IOException {
    FoldTask task = shared(noisy("dense1", 3), 0, 5, 64);
    List<String> keys = runner.prepare(task, ProgressListener.NONE);
    assertThat(keys).hasSize(3).doesNotHaveDuplicates();
    assertThat(features()).hasSize(4); // the rows themselves are measured

    FoldResult.Scored first = scored(task);
    FoldResult.Scored elsewhere = scoredElsewhere(task);
    FoldResult.Scored alone = scored(shared(noisy("dense1", 3), 0, 5, 0));
    FoldResult.Scored plain =
        scored(
            shared(Map.of("base-model", base(), "freeze-up-to", "dense1", "epochs", 5), 0, 5, 64));

    assertThat(features()).hasSize(4);
    assertThat(sha(elsewhere.artifacts().predictions()))
        .isEqualTo(sha(first.artifacts().predictions()));
    assertThat(alone.metrics().get("log-loss"))
        .isCloseTo(first.metrics().get("log-loss"), within(1e-5));
    assertThat(plain.metrics().get("log-loss"))
        .isNotCloseTo(first.metrics().get("log-loss"), within(1e-4));
  }

  @Test
  void comesToTheSameOnViewsOfRowsWhetherRunsShareOrNot() throws IOException {
    Map<String, Object> views = new LinkedHashMap<>(noisy("dense1", 2));
    views.put("test-time-augmentation", 3);
    FoldTask task = shared(views, 0, 5, 64);
    assertThat(FeatureDemand.of(task))
        .isPresent()
        .isNotEqualTo(FeatureDemand.of(shared(noisy("dense1", 2), 0, 5, 64)));
    runner.prepare(task, ProgressListener.NONE);
    assertThat(features()).hasSize(6); // the rows themselves, two variants, three views

    FoldResult.Scored first = scored(task);
    FoldResult.Scored alone = scored(shared(views, 0, 5, 0));
    FoldResult.Scored without = scored(shared(noisy("dense1", 2), 0, 5, 64));

    assertThat(features()).hasSize(6);
    assertThat(sha(scoredElsewhere(task).artifacts().predictions()))
        .isEqualTo(sha(first.artifacts().predictions()));
    assertThat(alone.metrics().get("log-loss"))
        .isCloseTo(first.metrics().get("log-loss"), within(1e-5))
        .isNotCloseTo(without.metrics().get("log-loss"), within(1e-4));
  }

  @Test
  void findsWhatItCanUseAgainWhereAugmentationOrCutChange() throws IOException {
    Map<String, ?> layer = Map.of("dense", Map.of("units", 8));
    baseModel(network(Map.of("network", List.of(layer, layer))));
    prepared(noisy("dense1", 2));
    List<Path> two = features();
    Map<Path, FileTime> written = new HashMap<>();
    for (Path file : two) {
      written.put(file, Files.getLastModifiedTime(file));
    }

    prepared(noisy("dense1", 4));
    assertThat(features()).hasSize(5).containsAll(two);
    assertThat(prepared(noisy("dense1", 0))).isEmpty(); // drawn anew in each epoch
    for (Path file : two) {
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(written.get(file));
    }
    String from =
        sha(scoredElsewhere(shared(noisy("dense2", 4), 0, 4, 64)).artifacts().predictions());
    for (Path file : features()) {
      Files.delete(file);
    }
    assertThat(sha(scoredElsewhere(shared(noisy("dense2", 4), 0, 4, 64)).artifacts().predictions()))
        .isEqualTo(from);
  }

  private List<String> prepared(Map<String, ?> tuning) throws IOException {
    return new FoldRunner(new Configuration(), "1")
        .prepare(shared(tuning, 0, 5, 64), ProgressListener.NONE);
  }

  private Map<String, ?> noisy(String cut, int variants) throws IOException {
    return Map.of(
        "base-model",
        base(),
        "freeze-up-to",
        cut,
        "epochs",
        5,
        "learning-rate",
        0.01,
        "augmentation",
        List.of(Map.of("noise", Map.of("deviation", 0.5))),
        "augmentation-variants",
        variants);
  }

  private String base() throws IOException {
    Path base = folder.resolve("base.zip");
    return (Files.exists(base) ? base : baseModel()).toString();
  }

  private static FoldResult.Scored scoredElsewhere(FoldTask task) {
    return (FoldResult.Scored)
        new FoldRunner(new Configuration(), "1").run(task, ProgressListener.NONE);
  }

  private List<Path> features() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("_features"))) {
      return files.filter(Files::isRegularFile).filter(f -> f.endsWith("features")).toList();
    }
  }

  private Path onlyFeatures() throws IOException {
    List<Path> found = features();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void comesToTheSameFromSharedRowsAsFromItsOwn() {
    FoldTask task = task(1, 3, null, Map.of());
    FoldResult.Scored shared = scored(task);
    FoldResult.Scored alone =
        scored(
            new FoldTask(
                task.run(),
                0,
                SEEDS,
                sharing(task.experiment(), 0),
                task.fineTuning(),
                null,
                task.keep()));

    assertThat(sha(alone.artifacts().predictions()))
        .isEqualTo(sha(shared.artifacts().predictions()));
  }

  private FoldTask shared(Map<String, ?> tuning, int fold, int epochs, int megabytes) {
    return new FoldTask(
        new RunId(7, fold, epochs),
        0,
        SEEDS,
        sharing(experiment("classes.csv"), megabytes),
        Settings.of(tuning),
        null,
        FoldTask.Keep.PREDICTIONS);
  }

  private static Experiment sharing(Experiment experiment, int megabytes) {
    return new Experiment(
        experiment.engine(),
        experiment.data(),
        experiment.validation(),
        experiment.metrics(),
        experiment.folder(),
        megabytes,
        megabytes);
  }

  /** The model inside of what a refit saved. */
  private Path baseModel() throws IOException {
    return baseModel(network(Map.of()));
  }

  private Path baseModel(Settings network) throws IOException {
    RefitTask task =
        new RefitTask(new RefitTask.Run(1, 0, 4), 0, SEEDS, experiment("classes.csv"), network);
    var refitted = (RefitResult.Refitted) runner.refit(task, ProgressListener.NONE);
    try (InputStream in =
        Files.newInputStream(folder.resolve("sweep").resolve(refitted.model().path()))) {
      return Files.write(folder.resolve("base.zip"), FinalModel.read(in).model());
    }
  }

  @Test
  void drawsEachRepeatOfARefitFromASeedOfItsOwn() {
    List<Double> losses = new ArrayList<>();
    for (int repeat : new int[] {0, 1, 0}) {
      RefitTask task =
          new RefitTask(
              new RefitTask.Run(7, repeat, 1),
              0,
              SEEDS,
              experiment("classes.csv"),
              network(Map.of()));
      var refitted = (RefitResult.Refitted) runner.refit(task, ProgressListener.NONE);
      losses.add(refitted.epochs().get(0).trainingLoss());
    }

    assertThat(losses.get(0)).isEqualTo(losses.get(2));
    assertThat(losses.get(0)).isNotCloseTo(losses.get(1), within(1e-9));
  }

  @Test
  void refusesAFileThatIsNoFinalModel() {
    assertThatThrownBy(() -> FinalModel.read(new ByteArrayInputStream(new byte[10])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("final-model.json");
  }

  private FoldTask task(int fold, int epochs, @Nullable Blob from, Map<String, ?> settings) {
    return new FoldTask(
        new RunId(7, fold, epochs),
        0,
        SEEDS,
        experiment("classes.csv"),
        network(settings),
        from == null ? null : new FoldTask.Checkpoint(2, from),
        FoldTask.Keep.PREDICTIONS_AND_CHECKPOINT);
  }

  private FoldTask baseModelTask(Map<String, ?> fineTuning) {
    FoldTask task = task(0, 1, null, Map.of());
    return new FoldTask(
        task.run(), 0, SEEDS, task.experiment(), Settings.of(fineTuning), null, task.keep());
  }

  private static Settings network(Map<String, ?> settings) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("network", List.of(Map.of("dense", Map.of("units", 8))));
    tree.put("learning-rate", 0.03);
    tree.put("batch-size", 8);
    tree.put("epochs", 6);
    tree.putAll(settings);
    return Settings.of(tree);
  }

  private Experiment experiment(String file, String... metrics) {
    return new Experiment(
        "dl4j",
        Settings.of(
            Map.of("format", "csv", "path", folder.resolve(file).toString(), "label", "label")),
        Settings.of(Map.of("folds", 3)),
        metrics.length == 0 ? List.of("accuracy", "log-loss") : List.of(metrics),
        folder.resolve("sweep").toUri().toString());
  }

  private FoldResult.Scored scored(FoldTask task) {
    FoldResult result = runner.run(task, ProgressListener.NONE);
    assertThat(result).isInstanceOf(FoldResult.Scored.class);
    return (FoldResult.Scored) result;
  }

  private String reason(FoldTask task) {
    return ((FoldResult.Failed) runner.run(task, ProgressListener.NONE)).failure().reason();
  }

  private Blob checkpoint() {
    return Objects.requireNonNull(scored(task(0, 1, null, Map.of())).artifacts().checkpoint());
  }

  private Predictions predictions(@Nullable Blob blob) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve("sweep").resolve(path(blob)))) {
      return PredictionsFile.read(in).predictions();
    }
  }

  private static String path(@Nullable Blob blob) {
    return blob == null ? "" : blob.path();
  }

  private static String sha(@Nullable Blob blob) {
    return blob == null ? "" : blob.sha256();
  }
}
