package io.finesweep.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.data.DataSpec;
import io.finesweep.data.Dataset;
import io.finesweep.data.Datasets;
import io.finesweep.data.Examples;
import io.finesweep.data.Preprocessing;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.FrozenPart;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenFeaturesTest {

  /** A set of features fills the megabyte of memory. */
  private static final int ROWS = 1000;

  private static final int WIDTH = 200;

  @TempDir private Path folder;

  private final AtomicInteger computed = new AtomicInteger();

  @Test
  void readsFromItsDiskWhatMemoryHadNoRoomForWhereTheStoreIsElsewhere() throws IOException {
    Dataset data = data();
    FrozenFeatures features = features();
    // Nothing answers there: neither read nor written, it is done without.
    Experiment elsewhere = experiment("nowhere://store/sweep");

    float[] first = get(features, elsewhere, data, "a");
    get(features, elsewhere, data, "b");
    assertThat(get(features, elsewhere, data, "a")).containsExactly(first);
    assertThat(computed).hasValue(2);
  }

  @Test
  void readsFromAStoreOnTheSameMachineWithoutACopy() throws IOException {
    Dataset data = data();
    FrozenFeatures features = features();
    Experiment here = experiment(folder.resolve("store/sweep").toUri().toString());

    get(features, here, data, "a");
    get(features, here, data, "b");
    get(features, here, data, "a");
    assertThat(computed).hasValue(2);
    assertThat(folder.resolve("disk")).isEmptyDirectory();
  }

  private FrozenFeatures features() throws IOException {
    LocalFeatures local = new LocalFeatures(Files.createDirectories(folder.resolve("disk")));
    return new FrozenFeatures(
        new SharedMemory(local::dropped), local, new FeatureFiles(new Configuration()));
  }

  private float[] get(FrozenFeatures features, Experiment experiment, Dataset data, String key)
      throws IOException {
    Prepared rows = Prepared.by(Preprocessing.fit(data, new int[] {0, 1, 2}));
    return features.get(new FrozenFeatures.Wanted(new Part(key), data, rows), experiment, () -> {});
  }

  private Dataset data() throws IOException {
    StringBuilder rows = new StringBuilder("x,label\n");
    for (int row = 0; row < ROWS; row++) {
      rows.append(row).append(row % 2 == 0 ? ",even\n" : ",odd\n");
    }
    Path file = Files.writeString(folder.resolve("rows.csv"), rows);
    Settings settings =
        Settings.of(Map.of("format", "csv", "path", file.toString(), "label", "label"));
    return Datasets.load(
        DataSpec.read(settings.section("data", new ArrayList<>())), new Configuration());
  }

  private static Experiment experiment(String sweep) {
    return new Experiment("none", Settings.EMPTY, Settings.EMPTY, List.of(), sweep, 1, 4);
  }

  /** Layers that put out a row's number so many times. */
  private final class Part implements FrozenPart {
    private final String key;

    Part(String key) {
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public int[] shape() {
      return new int[] {WIDTH};
    }

    @Override
    public Pass open() {
      computed.incrementAndGet();
      return new Pass() {
        @Override
        public float[] features(Examples rows) {
          float[] features = new float[rows.size() * WIDTH];
          for (int i = 0; i < features.length; i++) {
            features[i] = rows.rows()[i / WIDTH];
          }
          return features;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public FineTuning start(
        Recipe recipe, List<Examples> features, long seed, @Nullable InputStream checkpoint) {
      throw new UnsupportedOperationException("Nothing is trained here.");
    }
  }
}
