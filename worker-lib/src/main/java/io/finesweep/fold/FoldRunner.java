package io.finesweep.fold;

import io.finesweep.data.Dataset;
import io.finesweep.data.Examples;
import io.finesweep.data.Fold;
import io.finesweep.data.Preprocessing;
import io.finesweep.data.Split;
import io.finesweep.engine.Engine;
import io.finesweep.engine.Engines;
import io.finesweep.engine.FineTuning;
import io.finesweep.engine.Recipe;
import io.finesweep.engine.TestTimeAugmentation;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.trial.Blob;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.Problem;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Runs folds and refits, each wholly in the thread that asks for it. One per process: its runs
 * share data sets and base models.
 */
public final class FoldRunner {

  /** The rows that an inspection begins to fine-tune on. */
  private static final int REHEARSED = 8;

  private final Storage storage;
  private final Materials materials;
  private final String executor;

  /**
   * @param configuration how to reach file systems
   * @param executor the executor's id, {@code driver} in local mode
   */
  public FoldRunner(Configuration configuration, String executor) {
    this.storage = new Storage(configuration);
    this.materials = new Materials(configuration, storage);
    this.executor = executor;
  }

  /**
   * Trains one fold to the epochs of its run and measures it after each; what goes wrong is a
   * result too.
   *
   * @throws Cancelled if the thread is interrupted or the listener cancels
   */
  public FoldResult run(FoldTask task, ProgressListener progress) {
    Meter meter = new Meter(executor);
    try {
      return tryRun(task, progress, meter);
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      return new FoldResult.Failed(Failures.of(e), meter.usage());
    }
  }

  private FoldResult tryRun(FoldTask task, ProgressListener progress, Meter meter)
      throws IOException {
    Engine engine = engine(task.experiment());
    meter.numericPath(engine.numericPath());
    Recipe recipe = recipe(task.fineTuning());
    Materials.Parted parted = materials.parted(task.experiment(), task.seeds());
    Fold fold = fold(parted.split(), task.run().fold());
    Fold watched = parted.watched(recipe, fold.training(), task.seeds());
    long seed = task.seeds().seed("fold", task.run().trial(), task.run().fold());
    try (InputStream from = checkpoint(task);
        Begun begun =
            materials.begin(
                new Work(
                    recipe,
                    parted.data(),
                    watched.training(),
                    watched.validation(),
                    fold.validation(),
                    seed,
                    from,
                    task.experiment()),
                engine,
                () -> stopIfCancelled(progress))) {
      FineTuning tuned = begun.tuned();
      Rows rows = begun.rows();
      List<Metric> metrics = metrics(task.experiment());
      Evaluation evaluation = new Evaluation(rows, metrics, recipe.finish().testTimeAugmentation());
      // Where epochs are a parameter, a trial may have fewer: it holds what it came to.
      int epochs = Math.min(task.run().epochs(), recipe.epochs());
      Training.Waymark waymark = model -> progress.checkpointed(waypoint(task, model));
      Course course = new Training(tuned, evaluation, progress, meter, waymark).to(epochs);
      if (course instanceof Course.Diverged diverged) {
        return new FoldResult.Diverged(diverged.epoch(), diverged.epochs(), meter.usage());
      }
      Course.Reached reached = (Course.Reached) course;
      FoldResult.Artifacts artifacts = artifacts(task, tuned, rows, reached);
      SortedMap<String, Double> measured = new TreeMap<>(reached.metrics());
      measured.putAll(
          new CostMeter(
                  engine,
                  rows.preprocessing(),
                  parted.data(),
                  fold.validation(),
                  recipe.finish().testTimeAugmentation())
              .of(tuned, metrics));
      return new FoldResult.Scored(reached.epochs(), measured, artifacts, meter.usage());
    }
  }

  /**
   * Computes what the frozen layers of a run put out and leaves it in the store for all runs that
   * need it; trains nothing.
   *
   * @return for each fold, what tells its features apart from other folds'; empty where runs like
   *     this one keep none in the store
   * @throws Cancelled if the thread is interrupted or the listener cancels
   */
  public List<String> prepare(FoldTask task, ProgressListener progress) throws IOException {
    Engine engine = engine(task.experiment());
    engine.numericPath(); // throws where the engine would end the process
    Recipe recipe = recipe(task.fineTuning());
    Materials.Parted parted = materials.parted(task.experiment(), task.seeds());
    List<int[]> folds =
        parted.split().folds().stream()
            .map(fold -> parted.watched(recipe, fold.training(), task.seeds()).training())
            .toList();
    int[] training = folds.get(task.run().fold());
    int[] none = {};
    Work work = new Work(recipe, parted.data(), training, none, none, 0, null, task.experiment());
    return materials.prepare(work, engine, folds, () -> stopIfCancelled(progress));
  }

  private FoldTask.Checkpoint waypoint(FoldTask task, FineTuning tuned) throws IOException {
    String path = folder(task) + "checkpoint-at-" + tuned.epochs();
    return new FoldTask.Checkpoint(
        tuned.epochs(), storage.write(task.experiment().folder(), path, tuned::checkpoint));
  }

  private static String folder(FoldTask task) {
    return "_runs/%d/%d/%d-%d/"
        .formatted(task.run().trial(), task.run().fold(), task.attempt(), task.run().epochs());
  }

  private FoldResult.Artifacts artifacts(
      FoldTask task, FineTuning tuned, Rows rows, Course.Reached reached) throws IOException {
    String home = task.experiment().folder();
    String folder = folder(task);
    Blob predictions =
        storage.write(
            home,
            folder + "predictions",
            out -> PredictionsFile.write(out, rows.evaluation().rows(), reached.predictions()));
    Blob checkpoint =
        task.keep() == FoldTask.Keep.PREDICTIONS_AND_CHECKPOINT
            ? storage.write(home, folder + "checkpoint", tuned::checkpoint)
            : null;
    return new FoldResult.Artifacts(checkpoint, predictions);
  }

  /**
   * Trains on all rows but those of the test set, measures on these, and saves the model.
   *
   * @throws Cancelled if the thread is interrupted or the listener cancels
   */
  public RefitResult refit(RefitTask task, ProgressListener progress) {
    Meter meter = new Meter(executor);
    try {
      return tryRefit(task, progress, meter);
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      return new RefitResult.Failed(Failures.of(e), meter.usage());
    }
  }

  private RefitResult tryRefit(RefitTask task, ProgressListener progress, Meter meter)
      throws IOException {
    Engine engine = engine(task.experiment());
    meter.numericPath(engine.numericPath());
    Recipe recipe = recipe(task.fineTuning());
    Materials.Parted parted = materials.parted(task.experiment(), task.seeds());
    try (Begun begun =
        materials.begin(work(task, recipe, parted), engine, () -> stopIfCancelled(progress))) {
      FineTuning tuned = begun.tuned();
      Rows rows = begun.rows();
      List<Metric> metrics = metrics(task.experiment());
      Evaluation evaluation = new Evaluation(rows, metrics, recipe.finish().testTimeAugmentation());
      // Where epochs are a parameter, a trial may have fewer: it holds what it came to.
      int epochs = Math.min(task.run().epochs(), recipe.epochs());
      Training.Waymark none = Training.Waymark.NONE;
      Course course = new Training(tuned, evaluation, progress, meter, none).to(epochs);
      if (course instanceof Course.Diverged diverged) {
        return new RefitResult.Diverged(diverged.epoch(), meter.usage());
      }
      Course.Reached reached = (Course.Reached) course;
      FinalModel model =
          FinalModel.of(engine, tuned, rows.preprocessing(), parted.data())
              .viewing(TestTimeAugmentation.within(task.fineTuning()));
      Blob blob = storage.write(task.experiment().folder(), task.path(), model::write);
      SortedMap<String, Double> measured = new TreeMap<>(reached.metrics());
      if (parted.split().test().length > 0) {
        measured.putAll(
            new CostMeter(
                    engine,
                    rows.preprocessing(),
                    parted.data(),
                    parted.split().test(),
                    recipe.finish().testTimeAugmentation())
                .of(tuned, metrics));
      }
      return new RefitResult.Refitted(reached.epochs(), measured, blob, 1, meter.usage());
    }
  }

  /**
   * What a model says of the rows of the test set, in the targets' own units.
   *
   * @throws io.finesweep.data.InvalidData if data and folds cannot be had
   */
  public Predictions predictTest(FinalModel model, Experiment experiment, Seeds seeds)
      throws IOException {
    TestRows rows = testRows(experiment, seeds);
    try (FinalModel.Opened opened = model.open()) {
      return rows.predictions(opened);
    }
  }

  /**
   * A refit whose work several processes share.
   *
   * @throws io.finesweep.data.InvalidData if data and folds cannot be had
   */
  public SharedRefit shared(RefitTask task) throws IOException {
    Engine engine = engine(task.experiment());
    Meter meter = new Meter(executor);
    meter.numericPath(engine.numericPath());
    Recipe recipe = recipe(task.fineTuning());
    Materials.Parted parted = materials.parted(task.experiment(), task.seeds());
    List<Metric> metrics = metrics(task.experiment());
    return new SharedRefit(
        task, engine, work(task, recipe, parted), metrics, parted, materials, storage, meter);
  }

  private static Work work(RefitTask task, Recipe recipe, Materials.Parted parted) {
    Fold watched = parted.watched(recipe, parted.split().training(), task.seeds());
    return new Work(
        recipe,
        parted.data(),
        watched.training(),
        watched.validation(),
        parted.split().test(),
        task.seeds().seed("refit", task.run().trial(), task.run().repeat()),
        null,
        task.experiment());
  }

  /**
   * What a model's answers rest on, seen on rows of the test set.
   *
   * @param metric that inputs are measured by
   * @throws io.finesweep.data.InvalidData if data and folds cannot be had
   */
  public Explanation explain(FinalModel model, Experiment experiment, Seeds seeds, Metric metric)
      throws IOException {
    Materials.Parted parted = materials.parted(experiment, seeds);
    try (FinalModel.Opened opened = model.open()) {
      return new Explaining(opened, parted.data(), parted.split().test(), metric, seeds).explain();
    }
  }

  /**
   * The data set, whose rows are numbered as in predictions.
   *
   * @throws io.finesweep.data.InvalidData if it cannot be had
   */
  public Dataset data(Experiment experiment, Seeds seeds) throws IOException {
    return materials.parted(experiment, seeds).data();
  }

  /**
   * The rows of the test set, which no trial saw.
   *
   * @throws io.finesweep.data.InvalidData if data and folds cannot be had
   */
  public TestRows testRows(Experiment experiment, Seeds seeds) throws IOException {
    Materials.Parted parted = materials.parted(experiment, seeds);
    return TestRows.some(parted.data(), parted.split().test());
  }

  /**
   * A base model as it is, with the preprocessing that a refit on the data of {@code experiment}
   * would give it.
   *
   * @throws io.finesweep.data.InvalidData if data and folds cannot be had
   * @throws io.finesweep.engine.InvalidModel if it does not take such rows or puts out something
   *     else
   */
  public FinalModel untouched(byte[] baseModel, Experiment experiment, Seeds seeds)
      throws IOException {
    Engine engine = engine(experiment);
    Materials.Parted parted = materials.parted(experiment, seeds);
    Preprocessing preprocessing = Preprocessing.fit(parted.data(), parted.split().training());
    FinalModel.Description description = FinalModel.describe(engine, parted.data());
    byte[] saved = engine.untouched(baseModel, preprocessing.extents(), description.none());
    return new FinalModel(description, preprocessing, List.of(saved));
  }

  /**
   * Looks at data and base model, and begins to fine-tune on a few rows, so that what cannot work
   * is known before a sweep starts.
   *
   * @throws io.finesweep.data.InvalidData if data and folds cannot be had
   * @throws io.finesweep.engine.InvalidModel if base model, recipe and rows do not fit together
   */
  public Inspection inspect(Experiment experiment, Seeds seeds, Settings fineTuning)
      throws IOException {
    Engine engine = engine(experiment);
    Recipe recipe = recipe(fineTuning);
    Materials.Parted parted = materials.parted(experiment, seeds);
    byte[] baseModel = materials.baseModel(recipe, parted.data());
    int[] training = parted.split().folds().get(0).training();
    Preprocessing preprocessing = Preprocessing.fit(parted.data(), training);
    int[] few = Arrays.copyOf(training, Math.min(training.length, REHEARSED));
    Examples rows = preprocessing.apply(parted.data(), few);
    engine.start(recipe, baseModel, rows, seeds.seed("inspection"), null).close();
    return new Inspection(
        parted.data().description(),
        parted.data().contentHash(),
        parted.split().test().length,
        parted.split().folds().stream()
            .map(fold -> new Inspection.Sizes(fold.training().length, fold.validation().length))
            .toList(),
        baseModel == null ? null : Sha256.of(baseModel),
        baseModel == null ? null : engine.describe(baseModel));
  }

  /**
   * SHA-256, in hexadecimal, of the base model that these settings name; empty where there is none.
   */
  public Optional<String> baseModelSha256(Experiment experiment, Seeds seeds, Settings fineTuning)
      throws IOException {
    byte[] baseModel =
        materials.baseModel(recipe(fineTuning), materials.parted(experiment, seeds).data());
    return Optional.ofNullable(baseModel).map(Sha256::of);
  }

  private static Engine engine(Experiment experiment) {
    return Engines.named(experiment.engine())
        .orElseThrow(
            () ->
                new Failures.Explained(
                    "There is no engine '"
                        + experiment.engine()
                        + "' on this executor; there are "
                        + String.join(", ", Engines.names())
                        + "."));
  }

  private static Recipe recipe(Settings fineTuning) {
    List<Problem> problems = new ArrayList<>();
    Recipe recipe = Recipe.read(fineTuning.section("fine-tuning", problems));
    Failures.refuse(problems);
    return recipe;
  }

  private static List<Metric> metrics(Experiment experiment) {
    return experiment.metrics().stream()
        .map(
            name ->
                Metrics.named(name)
                    .orElseThrow(
                        () -> new Failures.Explained("There is no metric '" + name + "'.")))
        .toList();
  }

  private static Fold fold(Split split, int index) {
    if (index >= split.folds().size()) {
      throw new Failures.Explained(
          "There is no fold " + index + ": there are " + split.folds().size() + ".");
    }
    return split.folds().get(index);
  }

  private static void stopIfCancelled(ProgressListener progress) {
    if (Thread.currentThread().isInterrupted() || progress.cancels()) {
      throw new Cancelled();
    }
  }

  private @Nullable InputStream checkpoint(FoldTask task) throws IOException {
    return task.from() == null
        ? null
        : new ByteArrayInputStream(storage.read(task.experiment().folder(), task.from().blob()));
  }
}
