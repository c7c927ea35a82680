package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.spark.StandaloneCluster;
import io.finesweep.store.Journal;
import io.finesweep.store.MiniHdfsProcess;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.Replay;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sweep on a standalone cluster with its store on HDFS, while executors, workers, HDFS's node and
 * the driver are killed at random. {@code -Dfinesweep.seed} chooses what is killed when, {@code
 * -Dfinesweep.faults} how often, 4 times unless set.
 */
@Tag("faults")
@Timeout(3600)
class RandomFaultsIT {

  private static final long SEED = Long.getLong("finesweep.seed", 1);
  private static final int FAULTS = Integer.getInteger("finesweep.faults", 4);
  private static final int TRIALS = 2 * FAULTS;

  @TempDir private Path scratch;

  private final Random random = new Random(new Seeds(SEED).generator("faults").nextLong());
  private Path conf = Path.of(".");
  private StandaloneCluster cluster;
  private MiniHdfsProcess hdfs;
  private final Deque<Program> drivers = new ArrayDeque<>();
  private long seen;

  /** The runs that had come to an end before the last part was killed. */
  private final Map<RunId, FoldResult> finishedBefore = new HashMap<>();

  /** What is killed. */
  private enum Fault {
    DRIVER,
    EXECUTOR,
    WORKER,
    STORE
  }

  @BeforeEach
  void startAll() throws Exception {
    hdfs = MiniHdfsProcess.start(Files.createDirectory(scratch.resolve("servers")).resolve("hdfs"));
    Path servers = Files.createDirectory(scratch.resolve("cluster"));
    cluster = StandaloneCluster.ofTwoWorkers(servers, System.getProperty("java.class.path"));
  }

  @AfterEach
  void stopAll() {
    drivers.forEach(Program::close);
    cluster.close();
    hdfs.close();
  }

  @Test
  void aSweepWhosePartsAreKilledGivesTheTableOfOneLeftAlone() throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", TRIALS);
    Program.Ended alone = Program.run(scratch, "run", conf.toString());
    assertThat(alone.code()).as(alone.err()).isZero();
    runWithFaults(conf);

    SweepTables tables = new SweepTables(fetched());
    SweepTables expected = new SweepTables(SmallSweep.folder(scratch));
    assertThat(tables.trials()).isEqualTo(expected.trials()).hasSize(TRIALS);
    assertThat(tables.runs()).isEqualTo(TRIALS * 2L);
  }

  @ParameterizedTest
  @CsvSource({"random, asha", "gp, race"})
  void anyOtherLosesAndRepeatsNothingAndEachOfItsDecisionsComesOutAgain(
      String sampler, String schedule) throws Exception {
    Path conf = SmallSweep.write(scratch, sampler, 2 * TRIALS);
    Files.writeString(
        conf,
        "sweep { strategy.schedule = %s, validation.folds = 3 }, fine-tuning.epochs = 9\n"
            .formatted(schedule),
        StandardOpenOption.APPEND);
    runWithFaults(conf);

    StoredSweep stored = StoredSweep.of(folder());
    Map<RunId, FoldResult> finished = finished(stored.events());
    finishedBefore.forEach((run, result) -> assertThat(finished).containsEntry(run, result));
    assertThat(stored.events())
        .filteredOn(recorded -> recorded.event() instanceof Event.Finished)
        .hasSameSizeAs(finished.keySet());
    assertThat(stored.history().outstanding()).isEmpty();
    Strategies.Chosen chosen = Strategies.choose(stored.configuration(), Event.Recalled.NOTHING);
    assertThat(
            new Replay(stored.configuration().spec(), chosen.sampler(), chosen.schedule())
                .difference(stored.events()))
        .isEmpty();
    assertThat(new SweepTables(fetched()).runs()).isEqualTo((long) finished.size());
  }

  private SweepFolder folder() {
    return SweepFolder.at(hdfs.uri() + "/sweeps/small", new Configuration());
  }

  private static Map<RunId, FoldResult> finished(Iterable<Recorded> events) {
    Map<RunId, FoldResult> finished = new HashMap<>();
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Event.Finished one) {
        finished.put(one.run(), one.result());
      }
    }
    return finished;
  }

  private void runWithFaults(Path sweep) throws Exception {
    System.out.printf(Locale.ROOT, "%d faults, -Dfinesweep.seed=%d%n", FAULTS, SEED);
    conf = sweep;
    drivers.add(start());
    int injected = 0;
    for (Fault fault : faults()) {
      awaitEvents(seen + random.nextInt(1, 5));
      if (drivers.getLast().isAlive()) {
        finishedBefore.putAll(finished(Journal.of(folder()).events()));
        inject(fault);
        injected++;
      }
    }
    finish();
    assertThat(injected).isPositive();
  }

  /** Each kind alike often, in an order by chance. */
  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    for (int fault = 0; fault < FAULTS; fault++) {
      faults.add(Fault.values()[fault % Fault.values().length]);
    }
    Collections.shuffle(faults, random);
    return faults;
  }

  private void inject(Fault fault) throws Exception {
    long start = System.nanoTime();
    switch (fault) {
      case DRIVER -> {
        drivers.getLast().kill();
        drivers.add(start());
      }
      case EXECUTOR -> {
        List<ProcessHandle> executors = cluster.executors();
        if (!executors.isEmpty()) {
          executors.get(random.nextInt(executors.size())).destroyForcibly();
        }
      }
      case WORKER -> cluster.replaceWorker(random.nextInt(2));
      case STORE -> hdfs = hdfs.killedAndStartedAgain();
    }
    seen = Math.max(seen, events());
    awaitEvents(seen + 1);
    System.out.printf(
        Locale.ROOT,
        "%s killed: the next event after %.1f s%n",
        fault.name().toLowerCase(Locale.ROOT),
        (System.nanoTime() - start) / 1e9);
  }

  /** Waits until the journal is so long; a driver that stopped is started again. */
  private void awaitEvents(long enough) throws Exception {
    await()
        .atMost(Duration.ofMinutes(8))
        .until(
            () -> {
              seen = Math.max(seen, events());
              return seen >= enough || !drivers.getLast().isAlive();
            });
    if (!drivers.getLast().isAlive() && drivers.getLast().end().code() != ExitCode.DONE) {
      drivers.add(restarted());
    }
  }

  private void finish() throws Exception {
    while (drivers.getLast().end().code() != ExitCode.DONE) {
      drivers.add(restarted());
    }
  }

  /** A driver after one that the store's absence has stopped: nothing else may stop it. */
  private Program restarted() throws Exception {
    Program.Ended ended = drivers.getLast().end();
    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.STOPPED);
    return start();
  }

  private Program start() {
    return Program.start(
        scratch,
        "run",
        conf.toString(),
        "--set=sweep.store=\"" + hdfs.uri() + "/sweeps\"",
        "--set=cluster.master=\"" + cluster.url() + "\"",
        "--set=cluster.spark.\"executor.extraClassPath\"=\""
            + System.getProperty("java.class.path")
            + "\"",
        "--set=cluster.spark.\"driver.host\"=127.0.0.1",
        "--set=cluster.spark.\"ui.enabled\"=false");
  }

  /** How many whole lines the journal has; as many as before where it cannot be read now. */
  private long events() {
    try (FileSystem files = FileSystem.newInstance(URI.create(hdfs.uri()), new Configuration())) {
      long lines = 0;
      for (FileStatus segment :
          files.listStatus(new org.apache.hadoop.fs.Path("/sweeps/small/_journal"))) {
        try (InputStream in = files.open(segment.getPath())) {
          lines += new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().count();
        }
      }
      return lines;
    } catch (IOException e) {
      return seen;
    }
  }

  /** The sweep's folder, copied here. */
  private Path fetched() throws IOException {
    Path copy = scratch.resolve("fetched");
    try (FileSystem files = FileSystem.newInstance(URI.create(hdfs.uri()), new Configuration())) {
      for (String table : List.of("trials", "folds")) {
        files.copyToLocalFile(
            false,
            new org.apache.hadoop.fs.Path("/sweeps/small/" + table),
            new org.apache.hadoop.fs.Path(copy.resolve(table).toUri()),
            true);
      }
    }
    return copy;
  }
}
