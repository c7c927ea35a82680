package io.finesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Experiment;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Settings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Refits that two executors, processes of their own, train together. */
@Timeout(300)
@Tag("faults")
class DistributedRefitIT {

  private static final Seeds SEEDS = new Seeds(3);
  private static SparkApplication application;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    application = SparkClusterIT.start("local-cluster[2,1,1024]");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void isAsGoodAsARefitInOneProcess() throws Exception {
    RefitTask task = task(5);
    RefitResult.Refitted alone =
        refitted(new FoldRunner(new Configuration(), "driver").refit(task, ProgressListener.NONE));
    RefitResult.Refitted together = refitted(distributed(task));

    assertThat(together.epochs()).hasSize(5);
    assertThat(together.epochs().get(4).trainingLoss())
        .isLessThan(together.epochs().get(0).trainingLoss() / 2);
    assertThat(together.metrics().get("accuracy")).isGreaterThan(accuracy(task, alone) - 0.02);
    assertThat(accuracy(task, together)).isEqualTo(together.metrics().get("accuracy"));
  }

  @Test
  void takesStepsAgainWhoseExecutorWasKilled() throws Exception {
    AtomicInteger jobs = new AtomicInteger();
    SparkListener killing =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            if (jobs.incrementAndGet() == 6) {
              executors().findFirst().orElseThrow().destroyForcibly();
            }
          }
        };
    application.context().sc().addSparkListener(killing);
    try {
      RefitResult.Refitted refitted = refitted(distributed(task(2)));
      assertThat(refitted.epochs()).hasSize(2);
      assertThat(refitted.metrics().get("accuracy")).isGreaterThan(0.7);
      assertThat(jobs.get()).isGreaterThan(6);
    } finally {
      application.context().sc().removeSparkListener(killing);
    }
  }

  private static Stream<ProcessHandle> executors() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"));
  }

  private static RefitResult.Refitted refitted(RefitResult result) {
    assertThat(result).isInstanceOf(RefitResult.Refitted.class);
    return (RefitResult.Refitted) result;
  }

  private RefitResult distributed(RefitTask task) throws Exception {
    return new DistributedRefit(application.context(), task, 2, 2).run();
  }

  /** What one process makes of the model that was saved. */
  private double accuracy(RefitTask task, RefitResult.Refitted refitted) throws Exception {
    try (InputStream in =
        Files.newInputStream(folder.resolve("sweep").resolve(refitted.model().path()))) {
      Predictions said =
          new FoldRunner(new Configuration(), "driver")
              .predictTest(FinalModel.read(in), task.experiment(), task.seeds());
      return Metrics.named("accuracy").orElseThrow().of(said).orElseThrow();
    }
  }

  private RefitTask task(int epochs) {
    Map<String, Object> tuning = new HashMap<>();
    tuning.put(
        "network",
        List.of(Map.of("conv", Map.of("filters", 16)), Map.of("dense", Map.of("units", 32))));
    tuning.put("dropout", 0.1);
    tuning.put("learning-rate", 0.006);
    tuning.put("learning-rate-schedule", "cosine");
    tuning.put("gradient-clipping", Map.of("norm", Map.of("threshold", 5)));
    tuning.put("epochs", epochs);
    tuning.put("batch-size", 64);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("format", "parquet");
    data.put("path", Path.of("../conf/data/digits.parquet").toAbsolutePath().toString());
    data.put("label", "digit");
    data.put("id", "id");
    data.put("shape", List.of(1, 8, 8));
    data.put("scale", Map.of("divide", 16));
    data.put("task", "classification");
    Experiment experiment =
        new Experiment(
            "dl4j",
            Settings.of(data),
            Settings.of(Map.of("folds", 3, "test", 0.2)),
            List.of("accuracy", "log-loss"),
            folder.resolve("sweep").toUri().toString());
    return new RefitTask(
        new RefitTask.Run(0, 0, epochs), 0, SEEDS, experiment, Settings.of(tuning));
  }
}
