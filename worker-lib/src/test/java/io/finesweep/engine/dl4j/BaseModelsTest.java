package io.finesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.data.Examples;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class BaseModelsTest {

  private final Dl4jEngine engine = new Dl4jEngine();
  private final Examples images = Samples.images(40, 6, 3);

  @Test
  void isReadOnceForAllRunsAndChangedByNone() throws IOException {
    byte[] content = baseModel();
    Anatomy shared = BaseModels.of(content);
    List<INDArray> before = shared.parameters().stream().map(INDArray::dup).toList();
    for (String cut : List.of("none", "conv1")) {
      Recipe recipe =
          Samples.recipe(Map.of("base-model", "any", "freeze-up-to", cut, "learning-rate", 0.1));
      try (FineTuning one = engine.start(recipe, content, images, 1, null);
          FineTuning two = engine.start(recipe, content, images, 2, null)) {
        one.trainEpoch(() -> {});
        two.trainEpoch(() -> {});
      }
      engine
          .frozenPart(recipe, content, images.shape())
          .ifPresent(part -> assertThat(((Dl4jFrozenPart) part).baseModel()).isSameAs(content));
    }

    assertThat(BaseModels.of(content)).isSameAs(shared);
    assertThat(shared.parameters()).isEqualTo(before);
    assertThat(BaseModels.of(content.clone())).isNotSameAs(shared);
  }

  private byte[] baseModel() throws IOException {
    Recipe scratch =
        Samples.recipe(
            Map.of(
                "network",
                List.of(
                    Map.of("conv", Map.of("filters", 3)), Map.of("dense", Map.of("units", 6)))));
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try (FineTuning tuned = engine.start(scratch, null, images, 1, null)) {
      tuned.save(saved);
    }
    return saved.toByteArray();
  }
}
