package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.data.Examples;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Samples;
import io.finesweep.trial.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ThawingTest {

  private static final List<?> NETWORK =
      List.of(
          Map.of("conv", Map.of("filters", 2)),
          "batch-norm",
          Map.of("dropout", Map.of("rate", 0.0)),
          "pool",
          Map.of("dense", Map.of("units", 5)));

  private final Examples images = Samples.images(24, 4, 3);

  @Test
  void countsWhatHasNoWeightsWithTheLayerBelowAndDropoutWithWhatItFeeds() {
    Depths depths = Depths.of(cut(recipe("adam")).network());

    assertThat(depths.byNode())
        .containsOnly(
            Map.entry("dense1", 1),
            Map.entry("pool1", 2),
            Map.entry("dropout1", 2),
            Map.entry("batch-norm1", 2),
            Map.entry("conv1", 2));
    assertThat(depths.of("output")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "nesterov", "adam", "amsgrad", "rmsprop"})
  void carriesTheOptimizersStateOver(String optimizer) {
    Recipe recipe = recipe(optimizer);
    Cut cut = cut(recipe);
    ComputationGraph plain = graph(recipe, cut);
    ComputationGraph graph = graph(recipe, cut);
    Thawing thawing = Thawing.of(recipe.transfer().unfreezing(), cut);
    fit(plain, 5);
    fit(graph, 5);
    graph = thawing.rebuilt(graph, Set.of());
    assertThat(graph.getIterationCount()).isEqualTo(5);
    fit(plain, 5);
    fit(graph, 5);
    assertThat(graph.params()).isEqualTo(plain.params());

    Map<String, float[][]> before = OptimizerState.of(graph).byParameter();
    graph = thawing.rebuilt(graph, Set.of("conv1", "batch-norm1", "dropout1", "pool1"));
    Map<String, float[][]> rested = OptimizerState.of(graph).byParameter();
    assertThat(graph.params()).isEqualTo(plain.params());
    assertThat(rested.get("dense1 W")).isDeepEqualTo(before.get("dense1 W"));
    assertThat(rested.get("output b")).isDeepEqualTo(before.get("output b"));

    INDArray still = graph.getLayer("conv1").params().dup();
    fit(graph, 3);
    assertThat(graph.getLayer("conv1").params()).isEqualTo(still);
    graph = thawing.rebuilt(graph, Set.of());
    fit(graph, 1);
    assertThat(graph.getLayer("conv1").params()).isNotEqualTo(still);
    Dl4jPredictor.free(graph);
    Dl4jPredictor.free(plain);
  }

  private static Recipe recipe(String optimizer) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("network", NETWORK);
    section.put("optimizer", optimizer);
    section.put("layer-wise-decay", 0.5);
    section.put("learning-rate", 0.01);
    return Samples.recipe(section);
  }

  private Cut cut(Recipe recipe) {
    var network = ((io.finesweep.engine.Beginning.Scratch) recipe.beginning()).network();
    return Cut.of(ScratchNetwork.build(network, images.shape(), 3), recipe);
  }

  private ComputationGraph graph(Recipe recipe, Cut cut) {
    InputType input = InputForm.of(cut.network(), images.shape()).type(images.shape());
    Trunk trunk = new Trunk(cut.network(), null);
    return Dl4jEngine.whole(trunk, input, recipe, images, new Seeds(3));
  }

  private void fit(ComputationGraph graph, int steps) {
    InputForm form = InputForm.CHANNELS_FIRST;
    INDArray input = form.array(images.numbers(0, images.size()), images.size(), images.shape());
    Labels wanted = Labels.of(images.targets(), recipe("sgd"));
    float[] labels = new float[images.size() * 3];
    for (int row = 0; row < images.size(); row++) {
      wanted.copy(row, labels, row * 3);
    }
    for (int step = 0; step < steps; step++) {
      INDArray[] outputs = {Nd4j.create(labels, new long[] {images.size(), 3}, 'c')};
      graph.fit(new INDArray[] {input}, outputs);
    }
  }
}
