package io.finesweep.fold;

import io.finesweep.data.DataSpec;
import io.finesweep.data.Dataset;
import io.finesweep.data.Datasets;
import io.finesweep.data.Folds;
import io.finesweep.data.Split;
import io.finesweep.data.ValidationSpec;
import io.finesweep.engine.Beginning;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** What runs of one process share: data sets with their folds, and base models. */
final class Materials {

  private static final int DATA_SETS = 2;
  private static final int MODELS = 2;

  private final Configuration configuration;
  private final Storage storage;
  private final Shared<DataKey, Parted> data = new Shared<>(DATA_SETS);
  private final Shared<ModelKey, byte[]> models = new Shared<>(MODELS);

  Materials(Configuration configuration, Storage storage) {
    this.configuration = configuration;
    this.storage = storage;
  }

  private record DataKey(Settings data, Settings validation, Seeds seeds) {}

  private record ModelKey(String path, @Nullable String sha256) {}

  /** A data set and how it is parted. */
  record Parted(Dataset data, Split split) {}

  /** The data set of {@code experiment} and its folds. */
  Parted parted(Experiment experiment, Seeds seeds) throws IOException {
    DataKey key = new DataKey(experiment.data(), experiment.validation(), seeds);
    return data.get(key, () -> load(key));
  }

  private Parted load(DataKey key) throws IOException {
    List<Problem> problems = new ArrayList<>();
    DataSpec spec = DataSpec.read(key.data().section("data", problems));
    ValidationSpec validation =
        ValidationSpec.read(key.validation().section("sweep.validation", problems));
    Optional<Settings> test = validation.testData(key.data());
    DataSpec testSpec =
        test.isEmpty()
            ? spec
            : DataSpec.read(test.get().section("sweep.validation.test", problems));
    Failures.refuse(problems);
    Dataset loaded =
        test.isEmpty()
            ? Datasets.load(spec, configuration)
            : Datasets.loadWithTest(spec, testSpec, configuration);
    return new Parted(loaded, Folds.of(loaded, validation, key.seeds()));
  }

  /**
   * The content of the recipe's base model; null where it begins from scratch.
   *
   * @throws InvalidModel if there is none, or it is another than it should be
   */
  byte @Nullable [] baseModel(Recipe recipe) throws IOException {
    if (!(recipe.beginning() instanceof Beginning.BaseModel base)) {
      return null;
    }
    return models.get(new ModelKey(base.path(), base.sha256()), () -> load(base));
  }

  private byte[] load(Beginning.BaseModel base) throws IOException {
    byte[] content;
    try {
      content = storage.read(base.path());
    } catch (FileNotFoundException e) {
      throw new InvalidModel(
          "The base model '"
              + base.path()
              + "' does not exist.\nMaybe the path is another one on this machine.",
          e);
    }
    String hash = Storage.sha256(content);
    if (base.sha256() != null && !hash.equals(base.sha256().toLowerCase(Locale.ROOT))) {
      throw new InvalidModel(
          "The base model '"
              + base.path()
              + "' has the SHA-256 "
              + hash
              + ", but it must be "
              + base.sha256()
              + ".\nMaybe the file was replaced or torn in transit.");
    }
    return content;
  }
}
