package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.spark.StandaloneCluster;
import io.finesweep.store.MiniHdfsProcess;
import io.finesweep.trial.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
  private Path conf;
  private StandaloneCluster cluster;
  private MiniHdfsProcess hdfs;
  private Program driver;
  private long seen;

  /** What is killed. */
  private enum Fault {
    DRIVER,
    EXECUTOR,
    WORKER,
    STORE
  }

  @BeforeEach
  void startAll() throws Exception {
    conf = SmallSweep.write(scratch, "sobol", TRIALS);
    Program.Ended alone = Program.run(scratch, "run", conf.toString());
    assertThat(alone.code()).as(alone.err()).isZero();
    hdfs = MiniHdfsProcess.start(Files.createDirectory(scratch.resolve("servers")).resolve("hdfs"));
    Path servers = Files.createDirectory(scratch.resolve("cluster"));
    cluster = StandaloneCluster.ofTwoWorkers(servers, System.getProperty("java.class.path"));
    driver = start();
  }

  @AfterEach
  void stopAll() {
    driver.close();
    cluster.close();
    hdfs.close();
  }

  @Test
  void aSweepWhosePartsAreKilledGivesTheTableOfOneLeftAlone() throws Exception {
    System.out.printf(Locale.ROOT, "%d faults, -Dfinesweep.seed=%d%n", FAULTS, SEED);
    int injected = 0;
    for (Fault fault : faults()) {
      awaitEvents(seen + random.nextInt(1, 5));
      if (driver.isAlive()) {
        inject(fault);
        injected++;
      }
    }
    finish();

    assertThat(injected).isPositive();
    SweepTables tables = new SweepTables(fetched());
    SweepTables expected = new SweepTables(SmallSweep.folder(scratch));
    assertThat(tables.trials()).isEqualTo(expected.trials()).hasSize(TRIALS);
    assertThat(tables.runs()).isEqualTo(TRIALS * 2L);
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
        driver.kill();
        driver = start();
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
              return seen >= enough || !driver.isAlive();
            });
    if (!driver.isAlive() && driver.end().code() != ExitCode.DONE) {
      driver = restarted();
    }
  }

  private void finish() throws Exception {
    while (driver.end().code() != ExitCode.DONE) {
      driver = restarted();
    }
  }

  /** A driver after one that the store's absence has stopped: nothing else may stop it. */
  private Program restarted() throws Exception {
    Program.Ended ended = driver.end();
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
