package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.ProgressListener;
import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.spark.ClusterSettings;
import io.finesweep.spark.FoldWork;
import io.finesweep.spark.SparkApplication;
import io.finesweep.spark.SparkRunner;
import io.finesweep.spark.StandaloneCluster;
import io.finesweep.store.JournalStore;
import io.finesweep.store.SweepConf;
import io.finesweep.sweep.Sweep;
import io.finesweep.sweep.SweepLoop;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node of a standalone cluster is stopped with a run on it until Spark gives it up, its run ends
 * elsewhere, and then it goes on: the run comes to its end late and writes its files.
 */
@Tag("faults")
@Timeout(600)
class LateRunIT {

  private static final RunId LATE = new RunId(0, 0, 1);
  private static final int TRIALS = 4;

  @TempDir private Path scratch;

  private final List<Recorded> events = new ArrayList<>();

  @Test
  void aRunThatComesBackLateWritesNothingOverItsSuccessors() throws Exception {
    Path alone = Files.createDirectory(scratch.resolve("alone"));
    Path hit = Files.createDirectory(scratch.resolve("hit"));
    Path signs = Files.createDirectory(scratch.resolve("signs"));
    String conf = SmallSweep.write(alone, "sobol", TRIALS).toString();
    Program.Ended ended = Program.run(scratch, "run", conf);
    assertThat(ended.code()).as(ended.err()).isZero();

    SmallSweep.write(hit, "sobol", TRIALS);
    sweep(hit, new Late(signs.toString()));

    assertThat(events)
        .extracting(Recorded::event)
        .anyMatch(event -> event instanceof Event.Lost lost && isLate(lost.run(), lost.attempt()))
        .noneMatch(event -> event instanceof Event.Finished end && isLate(end.run(), end.attempt()))
        .filteredOn(event -> event instanceof Event.Finished end && end.run().equals(LATE))
        .hasSize(1);
    SweepTables tables = new SweepTables(SmallSweep.folder(hit));
    SweepTables expected = new SweepTables(SmallSweep.folder(alone));
    assertThat(tables.trials()).isEqualTo(expected.trials()).hasSize(TRIALS);
    assertThat(tables.runs()).isEqualTo(TRIALS * 2L);
    assertThat(tables.predictions()).isEqualTo(expected.predictions()).isNotEmpty();
  }

  private static boolean isLate(RunId run, int attempt) {
    return run.equals(LATE) && attempt == 0;
  }

  /** Runs the sweep, stopping the node of the late run, until its successor has ended. */
  private void sweep(Path hit, Late work) throws Exception {
    Plan plan =
        Plan.of(
            ConfigurationOptions.reader()
                .load(
                    hit.resolve("small.conf").toString(),
                    List.of(
                        "data.path=\"../conf/data/digits.parquet\"",
                        "fine-tuning.base-model=\"../conf/models/digits-0-4.zip\"")));
    SweepConfiguration configuration = plan.configuration();
    String classPath = System.getProperty("java.class.path");
    Path servers = Files.createDirectory(scratch.resolve("cluster"));
    try (StandaloneCluster cluster = StandaloneCluster.ofTwoWorkers(servers, classPath);
        SparkApplication application = SparkApplication.start(settings(cluster), "late");
        SparkRunner runner = application.runner(work);
        JournalStore store =
            JournalStore.open(
                Places.folder(configuration, SmallSweep.store(hit).toString()),
                SweepConf.ofText(""),
                JournalStore.STALE)) {
      await().atMost(Duration.ofMinutes(4)).until(() -> runner.slots() == 2);
      Sweep sweep =
          new Sweep(
              configuration.spec(),
              plan.chosen().sampler(),
              plan.chosen().schedule(),
              store,
              InstantSource.system());
      try (LiveTables tables =
          LiveTables.begin(store, configuration.spec(), configuration.keepFiles(), () -> {})) {
        CompletableFuture<Node> stopped = CompletableFuture.supplyAsync(() -> Node.stopped(work));
        sweep.listen(
            (history, recorded) -> {
              events.add(recorded);
              tables.accept(recorded);
              if (recorded.event() instanceof Event.Finished end && end.run().equals(LATE)) {
                stopped.join().goOn();
                work.awaitWritten();
              }
            });
        sweep.open("test");
        assertThat(new SweepLoop(sweep, runner, epoch -> {}).run().ending())
            .isEqualTo(Event.Ending.DONE);
        sweep.close(Event.Ending.DONE, "");
      }
    }
  }

  private static ClusterSettings settings(StandaloneCluster cluster) {
    Map<String, String> spark =
        Map.of(
            "spark.executor.extraClassPath", System.getProperty("java.class.path"),
            "spark.executor.heartbeatInterval", "2s",
            "spark.network.timeout", "20s",
            "spark.network.timeoutInterval", "3s",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1");
    return new ClusterSettings(cluster.url(), 0, 2, 1, new TreeMap<>(spark));
  }

  /** The process of an executor and that of its worker, which would kill it in our place. */
  private record Node(ProcessHandle executor, ProcessHandle worker) {

    static Node stopped(Late work) {
      ProcessHandle executor = ProcessHandle.of(work.awaitExecutor()).orElseThrow();
      Node node = new Node(executor, executor.parent().orElseThrow());
      node.signal("-STOP");
      return node;
    }

    void goOn() {
      signal("-CONT");
    }

    private void signal(String signal) {
      List<String> command =
          List.of("kill", signal, Long.toString(worker.pid()), Long.toString(executor.pid()));
      try {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Fine-tunes; the first attempt of one run waits between training and writing until its successor
   * has ended. Its process does not end before it, whatever Spark says.
   *
   * @param signs a folder for what its processes tell each other
   */
  record Late(String signs) implements FoldWork {

    @Override
    public FoldResult run(FoldTask task, ProgressListener progress) throws Exception {
      if (!isLate(task.run(), task.attempt())) {
        return Here.RUNNER.run(task, progress);
      }
      CountDownLatch written = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitIt(written)));
      FoldResult result = Here.RUNNER.run(task, this::trained);
      leave("written", result instanceof FoldResult.Scored ? "scored" : result.toString());
      written.countDown();
      return result;
    }

    private void trained(EpochScore score) {
      try {
        leave("executor", Long.toString(ProcessHandle.current().pid()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(sign("successor")));
    }

    private static void awaitIt(CountDownLatch written) {
      try {
        written.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** The executor that trained the late run, which now waits. */
    long awaitExecutor() {
      await().atMost(Duration.ofMinutes(4)).until(() -> Files.exists(sign("executor")));
      return Long.parseLong(read("executor"));
    }

    /** Lets the late run write, and returns when it has. */
    void awaitWritten() {
      try {
        leave("successor", "ended");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      await().atMost(Duration.ofMinutes(4)).until(() -> Files.exists(sign("written")));
      assertThat(read("written")).isEqualTo("scored");
    }

    private void leave(String name, String text) throws IOException {
      Path draft = Path.of(signs, "." + name);
      Files.writeString(draft, text);
      Files.move(draft, sign(name));
    }

    private String read(String name) {
      try {
        return Files.readString(sign(name));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private Path sign(String name) {
      return Path.of(signs, name);
    }
  }

  /** What an executor's runs share. */
  private static final class Here {
    static final FoldRunner RUNNER =
        new FoldRunner(new Configuration(), SparkEnv.get().executorId());
  }
}
