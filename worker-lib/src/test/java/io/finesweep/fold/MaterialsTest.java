package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.data.Fold;
import io.finesweep.engine.Engine;
import io.finesweep.engine.Engines;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Experiment;
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
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialsTest {

  private static final Seeds SEEDS = new Seeds(42);

  @TempDir private Path folder;

  private final Configuration configuration = new Configuration();
  private final Materials materials = new Materials(configuration, new Storage(configuration));
  private final Engine engine = Engines.named("dl4j").orElseThrow();

  @BeforeEach
  void writeData() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,label\n");
    for (int row = 0; row < 60; row++) {
      rows.append("%d,%d,%s\n".formatted(row % 7, row % 5, row % 2 == 0 ? "even" : "odd"));
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
    String base = "/io/finesweep/engine/dl4j/keras-sequential.h5";
    try (InputStream in = MaterialsTest.class.getResourceAsStream(base)) {
      Files.write(folder.resolve("base.h5"), Objects.requireNonNull(in).readAllBytes());
    }
  }

  @Test
  void readsDataSetAndBaseModelOnceForAllRuns() throws IOException {
    Materials.Parted data = materials.parted(experiment("none"), SEEDS);
    byte[] model = materials.baseModel(tuning(0.1), data.data());
    Files.delete(folder.resolve("rows.csv"));
    Files.delete(folder.resolve("base.h5"));

    assertThat(materials.parted(experiment("none"), SEEDS)).isSameAs(data);
    assertThat(materials.baseModel(tuning(0.2), data.data())).isSameAs(model);
  }

  @Test
  void preparesRowsOnceForAllRunsWhosePreprocessingIsTheSame() throws IOException {
    assertThat(features("none", 0, 0.1)).isSameAs(features("none", 1, 0.2));
    assertThat(features("standard", 0, 0.1)).isSameAs(features("standard", 0, 0.2));
    // Fitted on other rows: no fold sees what was fitted on its validation rows.
    assertThat(features("standard", 0, 0.1)).isNotSameAs(features("standard", 1, 0.1));
  }

  /** The numbers that a run trains on, and is measured on. */
  private float[] features(String scale, int fold, double rate) throws IOException {
    Experiment experiment = experiment(scale);
    Materials.Parted parted = materials.parted(experiment, SEEDS);
    Fold rows = parted.split().folds().get(fold);
    Recipe recipe = recipe(Map.of("network", List.of("dense"), "learning-rate", rate));
    int[] none = {};
    Work work =
        new Work(
            recipe, parted.data(), rows.training(), none, rows.validation(), 1, null, experiment);
    try (Begun begun = materials.begin(work, engine, () -> {})) {
      assertThat(begun.rows().evaluation().features()).isSameAs(begun.rows().training().features());
      return begun.rows().training().features();
    }
  }

  private Recipe tuning(double rate) {
    return recipe(
        Map.of("base-model", folder.resolve("base.h5").toString(), "learning-rate", rate));
  }

  private static Recipe recipe(Map<String, ?> settings) {
    return Recipe.of(Settings.of(new LinkedHashMap<>(settings)));
  }

  private Experiment experiment(String scale) {
    return new Experiment(
        "dl4j",
        Settings.of(
            Map.of(
                "format",
                "csv",
                "path",
                folder.resolve("rows.csv").toString(),
                "label",
                "label",
                "scale",
                scale)),
        Settings.of(Map.of("folds", 3)),
        List.of("accuracy"),
        folder.resolve("sweep").toUri().toString());
  }
}
