package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.config.Configurations;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.space.Parameter;
import io.finesweep.spark.ClusterSettings;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each technique is a part of the space: as a whole, one variant of several, and its settings. */
class TechniquesTest {

  private static final FoldRunner RUNNER =
      new FoldRunner(new org.apache.hadoop.conf.Configuration(), "driver");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learning-rate = { log-uniform = [1e-4, 1e-1] }",
        """
        learning-rate-schedule = { choice = [
          constant,
          { step { factor = { uniform = [0.1, 0.9] }, every = { int = [1, 2] } } },
          { exponential { factor = { uniform = [0.5, 0.99] } } },
          { cosine { floor = { uniform = [0, 0.5] } } } ] }""",
        "warm-up = { int = [0, 2] }",
        "layer-wise-decay = { uniform = [0.3, 1] }",
        "freeze-up-to = { choice = [none, conv1, conv2] }",
        "weights = { choice = [pre-trained, random] }",
        """
        unfreezing = { choice = [
          none, { gradual { every = { int = [1, 2] }, layers = { int = [1, 2] } } } ] }""",
        """
        optimizer = { choice = [
          sgd,
          { nesterov { momentum = { uniform = [0.5, 0.99] } } },
          { adam { beta1 = { uniform = [0.8, 0.95] }, beta2 = { uniform = [0.9, 0.999] } } },
          { adamw { weight-decay = { log-uniform = [1e-4, 1e-1] } } },
          { amsgrad { epsilon = { log-uniform = [1e-9, 1e-3] } } },
          { nadam { beta1 = { uniform = [0.8, 0.95] } } },
          { rmsprop { decay = { uniform = [0.9, 0.99] } } },
          { adagrad { epsilon = { log-uniform = [1e-8, 1e-4] } } } ] }""",
        "l1 = { log-uniform = [1e-7, 1e-2] }",
        "l2 = { log-uniform = [1e-7, 1e-2] }",
        "weight-decay = { log-uniform = [1e-7, 1e-2] }",
        "l2-sp = { uniform = [0, 1] }",
        "dropout = { uniform = [0, 0.6] }",
        "dropout = 0.3, dropout-kind = { choice = [plain, gaussian, alpha, spatial] }",
        """
        weight-noise = { choice = [
          none,
          { drop-connect { rate = { uniform = [0.05, 0.3] } } },
          { additive { deviation = { log-uniform = [1e-3, 1e-1] } } },
          { multiplicative { deviation = { uniform = [0.05, 0.3] } } } ] }""",
        "label-smoothing = { uniform = [0, 0.3] }",
        """
        class-weights = { choice = [
          none,
          { balanced { power = { uniform = [0, 1] } } },
          { given { "5" = { uniform = [1, 5] } } } ] }""",
        "sampling = { choice = [shuffled, balanced] }",
        """
        early-stopping {
          patience = { int = [0, 2] }, share = { uniform = [0.1, 0.3] }, gain = { uniform = [0, 1] } }""",
        """
        averaging = { choice = [
          none,
          { ema { decay = { uniform = [0.9, 0.999] } } },
          { swa { from = { uniform = [0, 0.9] } } } ] }""",
        """
        mixing = { choice = [
          none,
          { mixup { alpha = { log-uniform = [0.1, 2] }, probability = { uniform = [0.5, 1] } } },
          { cutmix { alpha = { log-uniform = [0.1, 2] }, probability = { uniform = [0.5, 1] } } } ] }""",
        """
        augmentation = { choice = [
          [],
          [{ flip { horizontal = { uniform = [0, 1] } } }],
          [{ rotate { degrees = { uniform = [1, 30] } } }, noise] ] }""",
        "augmentation = [{ flip { horizontal = { uniform = [0, 1] }, vertical = { uniform = [0, 1] } } }]",
        "augmentation = [{ rotate { degrees = { uniform = [0, 25] } } }]",
        "augmentation = [{ crop { fraction = { uniform = [0, 0.3] } } }]",
        "augmentation = [{ shift { fraction = { uniform = [0, 0.2] } } }]",
        "augmentation = [{ scale { range = { uniform = [0, 0.2] } } }]",
        "augmentation = [{ brightness { range = { uniform = [0, 0.2] } } }]",
        "augmentation = [{ contrast { range = { uniform = [0, 0.2] } } }]",
        "augmentation = [{ noise { deviation = { uniform = [0, 0.1] } } }]",
        "augmentation = [{ erase { fraction = { uniform = [0.1, 0.3] }, probability = { uniform = [0, 1] } } }]",
        "augmentation = [flip], augmentation-variants = { int = [0, 3] }, freeze-up-to = conv2",
        "augmentation = [flip], test-time-augmentation = { int = [0, 3] }",
        """
        gradient-clipping = { choice = [
          none,
          { value { threshold = { log-uniform = [1e-3, 1] } } },
          { norm { threshold = { log-uniform = [1e-2, 10] } } } ] }""",
        """
        head { hidden = { choice = [[], [12], [12, 8]] }, activation = { choice = [relu, elu, tanh] } }"""
      })
  void isSearchedOnImages(String technique) throws IOException {
    runsEachVariant(
        """
        data {
          format = parquet, path = "../conf/data/digits.parquet", label = digit, id = id
          task = classification, classes = [5, 6, 7, 8, 9], shape = [1, 8, 8]
          scale { divide = 16 }
        }
        sweep { objective { metric = log-loss }, validation.test = 0.95 }
        fine-tuning { base-model = "../conf/models/digits-0-4.zip", batch-size = 16 }
        """,
        technique);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "augmentation = [{ noise { deviation = { uniform = [0, 0.3] } } }]",
        "mixing = { choice = [none, { mixup { alpha = { log-uniform = [0.1, 2] } } }] }",
        "augmentation = [noise], test-time-augmentation = { int = [0, 3] }",
        "network = [{ dense { units = { log-int = [4, 16] } } }, { dropout { rate = { uniform = [0, 0.5] } } }]"
      })
  void isSearchedOnTables(String technique) throws IOException {
    runsEachVariant(
        """
        data {
          format = csv, path = "../conf/data/wine.csv", label = cultivar, task = classification
        }
        sweep { objective { metric = log-loss }, validation.test = 0.5 }
        fine-tuning { network = [{ dense { units = 8 } }], batch-size = 16 }
        """,
        technique);
  }

  /** A trial with one value at least of each parameter, and with each option of each choice. */
  private void runsEachVariant(String base, String technique) throws IOException {
    SweepSpec spec = load(base, technique);
    assertThat(spec.space().parameters()).isNotEmpty();
    Set<String> unseen =
        spec.space().parameters().stream()
            .flatMap(parameter -> variants(parameter).stream())
            .collect(Collectors.toCollection(HashSet::new));
    RandomGenerator random = new Seeds(7).generator("techniques");
    List<FoldResult> results = new ArrayList<>();
    for (int draw = 0; draw < 100 && !unseen.isEmpty(); draw++) {
      Configuration point = spec.space().draw(random);
      Set<String> seen = new HashSet<>();
      point
          .values()
          .forEach(
              (path, value) -> {
                seen.add(path);
                seen.add(path + " = " + value);
              });
      if (unseen.removeAll(seen)) {
        FoldTask task =
            new FoldTask(
                new RunId(draw, 0, 2),
                0,
                spec.seeds(),
                spec.experiment(),
                spec.fineTuning().fill(point),
                null,
                FoldTask.Keep.PREDICTIONS);
        results.add(RUNNER.run(task, ProgressListener.NONE));
      }
    }

    assertThat(unseen).isEmpty();
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result)
                    .isInstanceOfSatisfying(
                        FoldResult.Scored.class,
                        scored -> assertThat(scored.metrics().get("log-loss")).isPositive()));
  }

  private static List<String> variants(Parameter parameter) {
    return parameter instanceof Parameter.Choice choice
        ? choice.options().stream().map(option -> parameter.path() + " = " + option).toList()
        : List.of(parameter.path());
  }

  private SweepSpec load(String base, String technique) throws IOException {
    Path file = folder.resolve("techniques.conf");
    Files.writeString(
        file,
        """
        sweep { store = "%s", budget { trials = 9 }, validation.folds = 2, strategy.sampler = random }
        fine-tuning.epochs = 2
        """
                .formatted(folder)
            + base
            + "fine-tuning {\n"
            + technique
            + "\n}\n");
    return new Configurations(
            Strategies.samplerNames(), Strategies.scheduleNames(), ClusterSettings::read)
        .load(file.toString(), List.of())
        .spec();
  }
}
