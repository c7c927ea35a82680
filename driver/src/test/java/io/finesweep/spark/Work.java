package io.finesweep.spark;

import static org.awaitility.Awaitility.await;

import io.finesweep.fold.ProgressListener;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkEnv;

/** Tasks and small works for tests. */
final class Work {

  private Work() {}

  static FoldTask task(int trial, int fold) {
    return task(trial, fold, 0);
  }

  static FoldTask task(int trial, int fold, int attempt) {
    Experiment experiment =
        new Experiment("none", Settings.EMPTY, Settings.EMPTY, List.of("accuracy"), "memory:/");
    return new FoldTask(
        new RunId(trial, fold, 3),
        attempt,
        new Seeds(1),
        experiment,
        Settings.EMPTY,
        null,
        FoldTask.Keep.PREDICTIONS);
  }

  /** A task above frozen layers, all of whose folds need the same features. */
  static FoldTask frozen(int trial, int fold, int attempt, String cut) {
    FoldTask plain = task(trial, fold, attempt);
    Settings tuning = Settings.of(Map.of("base-model", "base.zip", "freeze-up-to", cut));
    return new FoldTask(
        plain.run(), attempt, plain.seeds(), plain.experiment(), tuning, null, plain.keep());
  }

  /** The layer that a task's frozen layers end with. */
  static String cut(FoldTask task) {
    return String.valueOf(task.fineTuning().tree().get("freeze-up-to"));
  }

  /**
   * Scores runs, and leaves a file in {@code folder} for each time that features were computed. The
   * process that computes them for an attempt 0 leaves its id there instead, and waits to be
   * killed.
   */
  record Featuring(String folder, boolean waits) implements FoldWork {
    @Override
    public FoldResult run(FoldTask task, ProgressListener progress) throws Exception {
      return namingTheExecutor().run(task, progress);
    }

    @Override
    public List<String> prepare(FoldTask task, ProgressListener progress) throws Exception {
      if (waits && task.attempt() == 0 && task.run().trial() == 0) {
        leavePid(folder, task);
        new CountDownLatch(1).await();
      }
      Files.createFile(Path.of(folder, "features-" + UUID.randomUUID()));
      return List.of(cut(task), cut(task), cut(task));
    }
  }

  /** How often features were computed. */
  static int featured(String folder) throws IOException {
    int count = 0;
    try (var files = Files.newDirectoryStream(Path.of(folder), "features-*")) {
      for (Path ignored : files) {
        count++;
      }
    }
    return count;
  }

  /** Scores each run by a number that depends on the task alone. */
  static FoldWork scoring() {
    return (task, progress) -> {
      List<EpochScore> epochs = new ArrayList<>();
      for (int epoch = 1; epoch <= task.run().epochs(); epoch++) {
        EpochScore score = score(task, epoch);
        epochs.add(score);
        progress.epochEnded(score);
      }
      return scored(epochs);
    };
  }

  /** Says in its usage which executor it ran on. */
  static FoldWork namingTheExecutor() {
    return (task, progress) -> {
      Usage usage = new Usage("here", SparkEnv.get().executorId(), "fake", 0, 1, 1);
      return new FoldResult.Scored(List.of(), new TreeMap<>(), FoldResult.Artifacts.NONE, usage);
    };
  }

  /** Says in its usage which GPUs its process sees, and then which one Spark gave the task. */
  static FoldWork namingTheGpus() {
    return (task, progress) -> {
      String seen = String.valueOf(System.getenv("CUDA_VISIBLE_DEVICES"));
      return new FoldResult.Scored(
          List.of(),
          new TreeMap<>(),
          FoldResult.Artifacts.NONE,
          new Usage(seen, SparkEnv.get().executorId(), "fake", 0, 1, 1));
    };
  }

  /** Leaves the id of its process in {@code folder}; first attempts then wait to be killed. */
  static FoldWork waitingAtFirst(String folder) {
    return (task, progress) -> {
      leavePid(folder, task);
      if (task.attempt() == 0) {
        new CountDownLatch(1).await();
      }
      return scoring().run(task, progress);
    };
  }

  /**
   * Trial 0 ends its process whenever it runs; trial 1 lets it do so twice while it waits beside
   * it, and scores from its third attempt on.
   */
  static FoldWork killingTheNeighbour(String folder) {
    return (task, progress) -> {
      leavePid(folder, task);
      if (task.run().trial() == 0) {
        if (task.attempt() < 2) {
          await()
              .atMost(Duration.ofMinutes(1))
              .until(() -> Files.exists(file(folder, 1, task.attempt())));
        }
        Runtime.getRuntime().halt(137);
      } else if (task.attempt() < 2) {
        new CountDownLatch(1).await();
      }
      return scoring().run(task, progress);
    };
  }

  private static void leavePid(String folder, FoldTask task) throws IOException {
    long pid = ProcessHandle.current().pid();
    Path file = file(folder, task.run().trial(), task.attempt());
    Path draft = Path.of(folder, "." + file.getFileName());
    Files.writeString(draft, Long.toString(pid));
    Files.move(draft, file);
  }

  private static Path file(String folder, int trial, int attempt) {
    return Path.of(folder, trial + "-" + attempt);
  }

  /** The processes that left their id in {@code folder}, one for each run. */
  static List<Long> pids(String folder) throws IOException {
    List<Long> pids = new ArrayList<>();
    try (var files = Files.newDirectoryStream(Path.of(folder), "[0-9]*")) {
      for (Path file : files) {
        pids.add(Long.valueOf(Files.readString(file)));
      }
    }
    return pids;
  }

  static FoldResult.Scored scored(List<EpochScore> epochs) {
    Usage usage = new Usage("here", "0", "fake", 0, 1, 1);
    SortedMap<String, Double> metrics =
        epochs.isEmpty() ? new TreeMap<>() : epochs.get(epochs.size() - 1).metrics();
    return new FoldResult.Scored(epochs, metrics, FoldResult.Artifacts.NONE, usage);
  }

  static EpochScore score(FoldTask task, int epoch) {
    long trial = task.run().trial();
    double value = task.seeds().generator("test", trial, task.run().fold(), epoch).nextDouble();
    return new EpochScore(epoch, value, new TreeMap<>(Map.of("accuracy", value)), 1);
  }
}
