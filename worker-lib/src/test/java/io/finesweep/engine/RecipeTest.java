package io.finesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.trial.Problem;
import io.finesweep.trial.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeTest {

  @Test
  void hasADefaultForAllButTheModel() {
    Recipe recipe = Samples.recipe(Map.of("base-model", "base.zip"));

    assertThat(recipe.beginning())
        .isEqualTo(new Beginning.BaseModel("base.zip", null, null, Beginning.Weights.PRE_TRAINED));
    assertThat(recipe.head())
        .isEqualTo(new Head(List.of(), Activation.RELU, 0, Head.DropoutKind.PLAIN));
    assertThat(recipe.passes().epochs()).isEqualTo(10);
    assertThat(recipe.passes().batchSize()).isEqualTo(32);
    assertThat(recipe.descent().learningRate())
        .isEqualTo(new LearningRate(1e-3, new LearningRate.Schedule.Constant(), 0));
    assertThat(recipe.descent().optimizer()).isEqualTo(new Optimizer.Adam(0.9, 0.999, 1e-8));
    assertThat(recipe.descent().clipping()).isEqualTo(new Clipping.None());
    assertThat(recipe.regularization())
        .isEqualTo(new Regularization(0, 0, 0, 0, new WeightNoise.None()));
  }

  @Test
  void readsTheLayersOfANetworkAndNumbersThemByKind() {
    Recipe recipe =
        Samples.recipe(
            Map.of(
                "network",
                List.of(
                    Map.of("conv", Map.of("filters", 8, "padding", "valid")),
                    "pool",
                    Map.of("conv", Map.of("kernel", 5, "stride", 2)),
                    "batch-norm",
                    Map.of("dropout", Map.of("rate", 0.2)),
                    Map.of("dense", Map.of("units", 10, "activation", "leaky-relu")))));
    Network network = ((Beginning.Scratch) recipe.beginning()).network();

    assertThat(network.layers())
        .extracting(Network.NamedLayer::name)
        .containsExactly("conv1", "pool1", "conv2", "batch-norm1", "dropout1", "dense1");
    assertThat(network.layers().get(0).layer())
        .isEqualTo(new Network.Layer.Convolution(8, 3, 1, Network.Padding.VALID, Activation.RELU));
    assertThat(network.layers().get(5).layer())
        .isEqualTo(new Network.Layer.Dense(10, Activation.LEAKY_RELU));
  }

  @Test
  void findsAllProblemsAtOnce() {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("base-model", "base.zip");
    section.put("sha256", "abc");
    section.put("epochs", 0);
    section.put("batch-size", 1.5);
    section.put("learning-rate", -1);
    section.put("learning-rate-schedule", "cosin");
    section.put("optimizer", Map.of("adam", Map.of("beta3", 0.5)));
    section.put("gradient-clipping", Map.of("norm", Map.of("threshold", 0)));
    section.put("dropout", 1);
    section.put("head", Map.of("hiden", 3));
    section.put("l2", "much");
    section.put("weigth-decay", 0.1);

    assertThat(problems(section))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "fine-tuning.sha256",
            "fine-tuning.epochs",
            "fine-tuning.batch-size",
            "fine-tuning.learning-rate",
            "fine-tuning.learning-rate-schedule",
            "fine-tuning.optimizer.adam.beta3",
            "fine-tuning.gradient-clipping.norm.threshold",
            "fine-tuning.dropout",
            "fine-tuning.head.hiden",
            "fine-tuning.l2",
            "fine-tuning.weigth-decay");
  }

  @Test
  void needsABaseModelOrANetworkAndNotBoth() {
    assertThat(problems(Map.of()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.rule()).contains("'fine-tuning.base-model' is missing");
              assertThat(problem.wayOut()).startsWith("Maybe ");
            });
    assertThat(problems(Map.of("base-model", "a.zip", "network", List.of("dense"))))
        .singleElement()
        .satisfies(problem -> assertThat(problem.rule()).contains("stands beside 'network'"));
    assertThat(problems(Map.of("network", List.of())))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("fine-tuning.network"));
  }

  @Test
  void namesTheNearestOptimizer() {
    assertThat(problems(Map.of("base-model", "a.zip", "optimizer", "adan")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.wayOut()).isEqualTo("Maybe you meant 'adam'."));
  }

  @Test
  void readsAdamwAsAdamWithAWeightDecayOfItsOwn() {
    Recipe recipe =
        Samples.recipe(
            Map.of(
                "base-model", "a.zip", "optimizer", Map.of("adamw", Map.of("weight-decay", 0.05))));

    assertThat(recipe.descent().optimizer().rule()).isEqualTo(new Optimizer.Adam(0.9, 0.999, 1e-8));
    assertThat(recipe.regularization().weightDecay()).isEqualTo(0.05);
    assertThat(problems(Map.of("base-model", "a.zip", "optimizer", "adamw", "weight-decay", 0.1)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("fine-tuning.weight-decay"));
  }

  @Test
  void needsWeightsThatWereTrainedToStayNearThemOrToThawThem() {
    Map<String, ?> settings = Map.of("l2-sp", 0.1, "unfreezing", "gradual");
    for (Map<String, ?> beginning :
        List.<Map<String, ?>>of(
            Map.of("network", List.of("dense")),
            Map.of("base-model", "a.zip", "weights", "random"))) {
      Map<String, Object> section = new LinkedHashMap<>(beginning);
      section.putAll(settings);

      assertThat(problems(section))
          .extracting(Problem::path)
          .containsExactly("fine-tuning.l2-sp", "fine-tuning.unfreezing");
    }
  }

  @Test
  void averagesFasterInTheFirstSteps() {
    Averaging ema = new Averaging.Ema(0.9);
    Averaging swa = new Averaging.Swa(0.5);

    assertThat(ema.afterStep(0)).isEqualTo(0.9);
    assertThat(ema.afterStep(1_000_000)).isCloseTo(0.1, within(1e-12));
    assertThat(swa.hasBegun(5, 10)).isFalse();
    assertThat(List.of(swa.afterEpoch(5, 10), swa.afterEpoch(6, 10), swa.afterEpoch(8, 10)))
        .containsExactly(0.0, 1.0, 1.0 / 3);
  }

  private static List<Problem> problems(Map<String, ?> section) {
    List<Problem> problems = new ArrayList<>();
    Recipe.read(Settings.of(section).section("fine-tuning", problems));
    return problems;
  }
}
