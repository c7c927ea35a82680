package io.finesweep.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.finesweep.data.DataSpec;
import io.finesweep.data.Dataset;
import io.finesweep.data.Datasets;
import io.finesweep.data.Examples;
import io.finesweep.data.Fold;
import io.finesweep.data.Folds;
import io.finesweep.data.InvalidData;
import io.finesweep.data.Lexicon;
import io.finesweep.data.Preprocessing;
import io.finesweep.data.Split;
import io.finesweep.data.TextSpec;
import io.finesweep.data.ValidationSpec;
import io.finesweep.engine.Beginning;
import io.finesweep.engine.EarlyStopping;
import io.finesweep.engine.EmbeddedWords;
import io.finesweep.engine.Engine;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.FrozenPart;
import io.finesweep.engine.InvalidModel;
import io.finesweep.engine.Recipe;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** What runs of one process share: data sets with their folds, and base models. */
final class Materials {

  private static final int DATA_SETS = 2;
  private static final int MODELS = 2;
  private static final int PARTS = 16;
  private static final int ROWS_AT_ONCE = 256;

  private final Configuration configuration;
  private final Storage storage;
  private final Shared<DataKey, Parted> data = new Shared<>(DATA_SETS);
  private final Shared<ModelKey, BaseModel> models = new Shared<>(MODELS);
  private final Shared<PartKey, Optional<FrozenPart>> parts = new Shared<>(PARTS);
  private final Shared<RefitTask, RefitRows> refits = new Shared<>(1);
  private final SharedMemory memory = new SharedMemory();
  private final FeatureFiles stored;

  Materials(Configuration configuration, Storage storage) {
    this.configuration = configuration;
    this.storage = storage;
    this.stored = new FeatureFiles(configuration);
  }

  private record DataKey(Settings data, Settings validation, Seeds seeds) {}

  /**
   * A base model.
   *
   * @param path of its file; empty where word vectors are all there is
   * @param words of which data set its words are; empty where it reads none
   */
  private record ModelKey(String path, @Nullable String sha256, String words) {}

  /** A base model's file. */
  private record BaseModel(byte[] content, String sha256) {}

  private record PartKey(String engine, String baseModel, String freezeUpTo, List<Integer> shape) {}

  /** A data set and how it is parted. */
  record Parted(Dataset data, Split split, ValidationSpec spec) {

    /** {@code rows} to train on, less those of them that {@code recipe} wants watched. */
    Fold watched(Recipe recipe, int[] rows, Seeds seeds) {
      EarlyStopping rule = recipe.finish().earlyStopping();
      if (!rule.isOn()) {
        return new Fold(0, rows, new int[0]);
      }
      try {
        return Folds.holdout(data, rows, rule.share(), spec, seeds);
      } catch (InvalidData e) {
        throw new InvalidData(
            "'early-stopping.share' is "
                + rule.share()
                + ", which leaves too little to watch or to train on.\nMaybe set another share, or"
                + " early-stopping.patience = 0.");
      }
    }
  }

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
    return new Parted(loaded, Folds.of(loaded, validation, key.seeds()), validation);
  }

  /**
   * The content of the recipe's base model; null where it begins from scratch.
   *
   * @throws InvalidModel if there is none, or it is another than it should be
   */
  byte @Nullable [] baseModel(Recipe recipe, Dataset data) throws IOException {
    if (recipe.beginning() instanceof Beginning.BaseModel base) {
      return model(base, data).content();
    }
    return data.lexicon() == null
        ? null
        : models
            .get(new ModelKey("", null, data.contentHash()), () -> embedded(data, new byte[0]))
            .content();
  }

  private BaseModel model(Beginning.BaseModel base, Dataset data) throws IOException {
    if (data.lexicon() == null) {
      return models.get(new ModelKey(base.path(), base.sha256(), ""), () -> load(base));
    }
    TextSpec text = Objects.requireNonNull(data.treatment().text());
    boolean vectorsAlone = base.path().equals(text.vectors());
    return models.get(
        new ModelKey(base.path(), base.sha256(), data.contentHash()),
        () -> embedded(data, vectorsAlone ? new byte[0] : load(base).content()));
  }

  private static BaseModel embedded(Dataset data, byte[] model) {
    TextSpec text = Objects.requireNonNull(data.treatment().text());
    Lexicon lexicon = Objects.requireNonNull(data.lexicon());
    byte[] content =
        new EmbeddedWords(text.layout().length(), lexicon.words().size(), lexicon.vectors(), model)
            .content();
    return new BaseModel(content, Sha256.of(content));
  }

  /** The frozen layers of {@code recipe}, where what they compute can be shared. */
  private Optional<FrozenPart> frozenPart(
      Engine engine, Recipe recipe, Dataset data, List<Integer> shape) throws IOException {
    if (!(recipe.beginning() instanceof Beginning.BaseModel base)
        || base.freezeUpTo() == null
        || recipe.changesRows()) {
      return Optional.empty();
    }
    BaseModel model = model(base, data);
    PartKey key = new PartKey(engine.name(), model.sha256(), base.freezeUpTo(), shape);
    int[] extents = shape.stream().mapToInt(Integer::intValue).toArray();
    return parts.get(key, () -> engine.frozenPart(recipe, model.content(), extents));
  }

  /**
   * What a run trains on and is measured on, and the model it begins with: above its frozen layers
   * where their outputs for all rows fit in the memory that runs share.
   *
   * @param betweenBatches called now and then while rows are prepared; what it throws ends it
   */
  Begun begin(Work work, Engine engine, Runnable betweenBatches) throws IOException {
    Preprocessing preprocessing = Preprocessing.fit(work.data(), work.training());
    FrozenPart part = sharedPart(work, engine, preprocessing).orElse(null);
    if (part != null) {
      float[] features = features(work, part, preprocessing, betweenBatches);
      Rows rows = Rows.among(features, part.shape(), preprocessing, work);
      return begun(
          work,
          rows,
          () -> part.start(work.recipe(), rows.training(), work.seed(), work.checkpoint()));
    }
    Rows rows = rows(work, preprocessing, betweenBatches);
    byte[] baseModel = baseModel(work.recipe(), work.data());
    return begun(
        work,
        rows,
        () ->
            engine.start(
                work.recipe(), baseModel, rows.training(), work.seed(), work.checkpoint()));
  }

  /**
   * Computes what {@link #begin} would share and leaves it in the store, where it is not there.
   *
   * @param folds the rows that each fold of the data set trains on
   * @return for each fold, what tells its features apart from other folds'; empty where none are
   *     kept in the store
   */
  List<String> prepare(Work work, Engine engine, List<int[]> folds, Runnable betweenBatches)
      throws IOException {
    Preprocessing preprocessing = Preprocessing.fit(work.data(), work.training());
    FrozenPart part = sharedPart(work, engine, preprocessing).orElse(null);
    if (part == null
        || !FeatureFiles.hold(work.experiment(), work.data().size() * width(part.shape()))) {
      return List.of();
    }
    features(work, part, preprocessing, betweenBatches);
    return folds.stream()
        .map(rows -> Preprocessing.fit(work.data(), rows))
        .map(fitted -> Sha256.of(featuresKey(work.data(), fitted, part).getBytes(UTF_8)))
        .toList();
  }

  private Optional<FrozenPart> sharedPart(Work work, Engine engine, Preprocessing preprocessing)
      throws IOException {
    long bound = (long) work.experiment().sharedMemory() << 20;
    return frozenPart(engine, work.recipe(), work.data(), preprocessing.shape())
        .filter(frozen -> bytes(work.data(), width(frozen.shape())) <= bound);
  }

  /** What {@code part} puts out for all rows: as it is in memory, or else in the store, or new. */
  private float[] features(
      Work work, FrozenPart part, Preprocessing preprocessing, Runnable betweenBatches)
      throws IOException {
    String key = featuresKey(work.data(), preprocessing, part);
    int length = Math.multiplyExact(work.data().size(), width(part.shape()));
    return memory.get(
        key,
        (long) work.experiment().sharedMemory() << 20,
        () ->
            stored.get(
                work.experiment(),
                key,
                length,
                () -> compute(work, part, preprocessing, betweenBatches)),
        betweenBatches);
  }

  /** What {@code work} trains on; computed once for the processes' many steps. */
  RefitRows refitRows(RefitTask task, Work work) throws IOException {
    return refits.get(
        task,
        () -> {
          Preprocessing preprocessing = Preprocessing.fit(work.data(), work.training());
          return new RefitRows(
              work.recipe(),
              baseModel(work.recipe(), work.data()),
              preprocessing,
              rows(work, preprocessing, () -> {}).training(),
              work.seed());
        });
  }

  private static String featuresKey(Dataset data, Preprocessing preprocessing, FrozenPart part) {
    return rowsKey(data, preprocessing) + " " + part.key();
  }

  private Rows rows(Work work, Preprocessing preprocessing, Runnable betweenBatches)
      throws IOException {
    Dataset data = work.data();
    long bound = (long) work.experiment().sharedMemory() << 20;
    if (bytes(data, preprocessing.width()) > bound) {
      return Rows.of(preprocessing, work);
    }
    float[] prepared =
        memory.get(
            rowsKey(data, preprocessing),
            bound,
            () -> preprocessing.apply(data, all(data)).features(),
            betweenBatches);
    return Rows.among(prepared, preprocessing.extents(), preprocessing, work);
  }

  private static String rowsKey(Dataset data, Preprocessing preprocessing) {
    return data.contentHash() + " " + preprocessing.fingerprintOn(data);
  }

  private static Begun begun(Work work, Rows rows, Shared.Loader<FineTuning> start)
      throws IOException {
    EarlyStopping rule = work.recipe().finish().earlyStopping();
    if (!rule.isOn()) {
      return new Begun(start.load(), rows);
    }
    Watch watch = new Watch(rule, rows.watched());
    if (work.checkpoint() != null) {
      watch.read(work.checkpoint());
    }
    return new Begun(new WatchedFineTuning(start.load(), watch), rows);
  }

  private static long bytes(Dataset data, int width) {
    return (long) data.size() * width * Float.BYTES;
  }

  private static int width(int[] shape) {
    return IntStream.of(shape).reduce(1, Math::multiplyExact);
  }

  private static int[] all(Dataset data) {
    return IntStream.range(0, data.size()).toArray();
  }

  /**
   * From the features of the highest of the layers below whose features are known, if there are.
   */
  private float[] compute(
      Work work, FrozenPart part, Preprocessing preprocessing, Runnable betweenBatches) {
    Dataset data = work.data();
    for (FrozenPart lower : part.below()) {
      int length = Math.multiplyExact(data.size(), width(lower.shape()));
      String key = featuresKey(data, preprocessing, lower);
      float[] known =
          memory.known(key).or(() -> stored.known(work.experiment(), key, length)).orElse(null);
      if (known != null) {
        try (FrozenPart.Pass pass = part.openAbove(lower)) {
          return pass(
              pass,
              part,
              data,
              rows ->
                  new Examples(known, lower.shape(), preprocessing.targets(data, rows), rows, rows),
              betweenBatches);
        }
      }
    }
    try (FrozenPart.Pass pass = part.open()) {
      return pass(pass, part, data, rows -> preprocessing.apply(data, rows), betweenBatches);
    }
  }

  /** Always in the same blocks: the last bits of a row's features may depend on its block. */
  private static float[] pass(
      FrozenPart.Pass pass,
      FrozenPart part,
      Dataset data,
      Function<int[], Examples> input,
      Runnable betweenBatches) {
    int width = width(part.shape());
    float[] features = new float[data.size() * width];
    for (int from = 0; from < data.size(); from += ROWS_AT_ONCE) {
      betweenBatches.run();
      int to = Math.min(from + ROWS_AT_ONCE, data.size());
      float[] some = pass.features(input.apply(IntStream.range(from, to).toArray()));
      System.arraycopy(some, 0, features, from * width, some.length);
    }
    return features;
  }

  private BaseModel load(Beginning.BaseModel base) throws IOException {
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
    String hash = Sha256.of(content);
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
    return new BaseModel(content, hash);
  }
}
