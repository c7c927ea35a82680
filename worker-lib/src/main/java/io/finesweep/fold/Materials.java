package io.finesweep.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.finesweep.data.Augmentation;
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
import io.finesweep.engine.TestTimeAugmentation;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Section;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** What runs of one process share: data sets with their folds, and base models. */
final class Materials {

  private static final int DATA_SETS = 2;
  private static final int MODELS = 2;
  private static final int PARTS = 16;

  private final Configuration configuration;
  private final Storage storage;
  private final Shared<DataKey, Parted> data = new Shared<>(DATA_SETS);
  private final Shared<ModelKey, BaseModel> models = new Shared<>(MODELS);
  private final Shared<PartKey, Optional<FrozenPart>> parts = new Shared<>(PARTS);
  private final Shared<RefitTask, RefitRows> refits = new Shared<>(1);
  private final LocalFeatures local =
      new LocalFeatures(Path.of(System.getProperty("java.io.tmpdir")));
  private final SharedMemory memory = new SharedMemory(local::dropped);
  private final FrozenFeatures features;

  Materials(Configuration configuration, Storage storage) {
    this.configuration = configuration;
    this.storage = storage;
    this.features = new FrozenFeatures(memory, local, new FeatureFiles(configuration));
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

  /**
   * The engine also looks at whether the augmentation fits, so that one that fits vouches for none.
   */
  private record PartKey(
      String engine,
      String baseModel,
      String freezeUpTo,
      List<Integer> shape,
      Augmentation augmentation) {}

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
                + Section.shown(rule.share())
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
    PartKey key =
        new PartKey(
            engine.name(),
            model.sha256(),
            base.freezeUpTo(),
            shape,
            recipe.passes().augmentation());
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
      float[] plain = features(work, part, Prepared.by(preprocessing), betweenBatches);
      Rows rows = Rows.among(plain, part.shape(), preprocessing, work);
      List<Examples> training = new ArrayList<>();
      for (Prepared variant : variants(work.recipe(), preprocessing)) {
        training.add(rows.trainingAmong(features(work, part, variant, betweenBatches)));
      }
      List<float[]> shown = new ArrayList<>();
      for (Prepared view : views(work.recipe(), preprocessing)) {
        shown.add(features(work, part, view, betweenBatches));
      }
      List<Examples> seen = training.isEmpty() ? List.of(rows.training()) : training;
      return begun(
          work,
          rows.with(shown),
          () -> part.start(work.recipe(), seen, work.seed(), work.checkpoint()));
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
        || !FeatureFiles.hold(work.experiment(), sets(work.recipe()) * size(work, part))) {
      return List.of();
    }
    features(work, part, Prepared.by(preprocessing), betweenBatches);
    for (Prepared changed : changed(work.recipe(), preprocessing)) {
      features(work, part, changed, betweenBatches);
    }
    return folds.stream()
        .map(rows -> Preprocessing.fit(work.data(), rows))
        .map(fitted -> keys(work, part, fitted))
        .toList();
  }

  private static String keys(Work work, FrozenPart part, Preprocessing fitted) {
    List<Prepared> all = new ArrayList<>(List.of(Prepared.by(fitted)));
    all.addAll(changed(work.recipe(), fitted));
    String keys =
        all.stream()
            .map(rows -> new FrozenFeatures.Wanted(part, work.data(), rows).key())
            .collect(Collectors.joining("\n"));
    return Sha256.of(keys.getBytes(UTF_8));
  }

  /** The variants of rows that training sees; none where it sees the rows themselves. */
  private static List<Prepared> variants(Recipe recipe, Preprocessing preprocessing) {
    return IntStream.range(0, recipe.variants())
        .mapToObj(number -> new Prepared.Variant(recipe.passes().augmentation(), number))
        .map(variant -> new Prepared(preprocessing, variant))
        .toList();
  }

  /** The views of rows that they are predicted by, beside themselves. */
  private static List<Prepared> views(Recipe recipe, Preprocessing preprocessing) {
    TestTimeAugmentation views = recipe.finish().testTimeAugmentation();
    return IntStream.range(0, views.count())
        .mapToObj(number -> new Prepared(preprocessing, new Prepared.View(views, number)))
        .toList();
  }

  private static List<Prepared> changed(Recipe recipe, Preprocessing preprocessing) {
    return Stream.concat(
            variants(recipe, preprocessing).stream(), views(recipe, preprocessing).stream())
        .toList();
  }

  /** How many numbers {@code part} puts out for all rows. */
  private static long size(Work work, FrozenPart part) {
    return (long) work.data().size() * FrozenFeatures.width(part);
  }

  /** How often the features of all rows are needed: of themselves, of variants and of views. */
  private static int sets(Recipe recipe) {
    return 1 + recipe.variants() + recipe.finish().testTimeAugmentation().count();
  }

  private Optional<FrozenPart> sharedPart(Work work, Engine engine, Preprocessing preprocessing)
      throws IOException {
    long bound = (long) work.experiment().sharedMemory() << 20;
    return frozenPart(engine, work.recipe(), work.data(), preprocessing.shape())
        .filter(frozen -> sets(work.recipe()) * size(work, frozen) * Float.BYTES <= bound);
  }

  private float[] features(Work work, FrozenPart part, Prepared rows, Runnable betweenBatches)
      throws IOException {
    return features.get(
        new FrozenFeatures.Wanted(part, work.data(), rows), work.experiment(), betweenBatches);
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

  private Rows rows(Work work, Preprocessing preprocessing, Runnable betweenBatches)
      throws IOException {
    Dataset data = work.data();
    long bound = (long) work.experiment().sharedMemory() << 20;
    if (bytes(data, preprocessing.width()) > bound) {
      return Rows.of(preprocessing, work);
    }
    float[] prepared =
        memory.get(
            Prepared.by(preprocessing).key(data),
            bound,
            () -> preprocessing.apply(data, all(data)).features(),
            betweenBatches);
    return Rows.among(prepared, preprocessing.extents(), preprocessing, work);
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

  private static int[] all(Dataset data) {
    return IntStream.range(0, data.size()).toArray();
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
