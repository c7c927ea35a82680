package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.Event;
import io.finesweep.spark.ClusterSettings;
import io.finesweep.spark.FoldWork;
import io.finesweep.spark.SparkApplication;
import io.finesweep.spark.SparkRunner;
import io.finesweep.spark.StandaloneCluster;
import io.finesweep.store.JournalStore;
import io.finesweep.store.SweepConf;
import io.finesweep.sweep.Sweep;
import io.finesweep.sweep.SweepLoop;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole sweep of fold runs that do nothing, on a standalone cluster of two executors, with
 * journal and tables on disk: what the driver needs for it, and what it leaves. {@code
 * -Dfinesweep.bench.runs} sets how many, 20,000 unless set; figures are printed, not asserted.
 */
@Tag("bench")
class NoOpSweepIT {

  private static final int RUNS = Integer.getInteger("finesweep.bench.runs", 20_000);

  @TempDir private Path scratch;

  private long finished;

  @Test
  void aSweepOfRunsThatDoNothing() throws Exception {
    SweepConfiguration configuration =
        ConfigurationOptions.reader()
            .load(
                SmallSweep.write(scratch, "random", RUNS / 2).toString(),
                List.of(
                    "data.path=\"../conf/data/digits.parquet\"",
                    "fine-tuning.base-model=\"../conf/models/digits-0-4.zip\""));
    Plan plan = Plan.of(configuration);
    FoldWork nothing =
        (task, progress) ->
            new FoldResult.Scored(
                List.of(),
                new TreeMap<>(Map.of("accuracy", task.seeds().generator("x").nextDouble())),
                FoldResult.Artifacts.NONE,
                new Usage("here", "0", "fake", 0, 1, 1));
    String classPath = System.getProperty("java.class.path");
    try (StandaloneCluster cluster = StandaloneCluster.ofTwoWorkers(scratch, classPath);
        SparkApplication application = SparkApplication.start(settings(cluster), "no-op");
        SparkRunner runner = application.runner(nothing);
        JournalStore store =
            JournalStore.open(
                Places.folder(configuration, SmallSweep.store(scratch).toString()),
                SweepConf.ofText(""),
                JournalStore.STALE)) {
      SweepSpec spec = configuration.spec();
      Sweep sweep =
          new Sweep(
              spec,
              plan.chosen().sampler(),
              plan.chosen().schedule(),
              store,
              InstantSource.system());
      try (LiveTables tables = LiveTables.begin(store, spec, configuration.keepFiles(), () -> {})) {
        print("at the start");
        sweep.listen(
            (history, recorded) -> {
              tables.accept(recorded);
              if (recorded.event() instanceof Event.Finished && ++finished % (RUNS / 4) == 0) {
                print(finished + " runs");
              }
            });
        sweep.open("bench");
        long start = System.nanoTime();
        assertThat(new SweepLoop(sweep, runner, epoch -> {}).run().ending())
            .isEqualTo(Event.Ending.DONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%d runs, %.0f a second%n", finished, finished / seconds);
        sweep.close(Event.Ending.DONE, "");
      }
    }
    System.out.printf(Locale.ROOT, "%d files in the store%n", files());
    assertThat(finished).isEqualTo(RUNS);
  }

  private static ClusterSettings settings(StandaloneCluster cluster) {
    Map<String, String> spark =
        Map.of(
            "spark.executor.extraClassPath", System.getProperty("java.class.path"),
            "spark.executor.memory", "512m",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1");
    return new ClusterSettings(cluster.url(), 0, 2, 1, new TreeMap<>(spark));
  }

  private static void print(String when) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "%s: %d MiB of heap in use%n",
        when,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(SmallSweep.store(scratch))) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
