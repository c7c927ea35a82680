package io.finesweep.spark;

import static io.finesweep.spark.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.fold.ProgressListener;
import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.Blob;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Waypoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SparkRunnerTest {

  private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();
  private static final Blob BLOB = new Blob("_runs/7/0/0-3/checkpoint-at-2", 5, "abc");
  private static final AtomicInteger WORKING = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofMillis(1500);
  private static final Duration NEVER = Duration.ofDays(1);
  private static CountDownLatch gate = new CountDownLatch(1);
  private static SparkApplication application;

  @BeforeAll
  static void start() {
    Map<String, String> spark = Map.of("spark.executor.heartbeatInterval", "1s");
    application = SparkApplication.start(settings("local[2]", 1, spark), "tests");
  }

  private static ClusterSettings settings(String master, int threads, Map<String, String> spark) {
    return new ClusterSettings(master, 0, 2, threads, new TreeMap<>(spark));
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  private static final FoldWork WAITING =
      (task, progress) -> {
        WORKING.incrementAndGet();
        try {
          gate.await();
          return Work.scoring().run(task, progress);
        } finally {
          WORKING.decrementAndGet();
        }
      };

  @Test
  void hasASlotForEachCore() {
    try (SparkRunner runner = application.runner(Work.scoring())) {
      assertThat(runner.slots()).isEqualTo(2);
    }
  }

  @Test
  void runsARunThatHangsOnceMoreAndThenGivesItUp() throws Exception {
    ClusterSettings.Watch watch = new ClusterSettings.Watch(LIMIT, null, NEVER);
    FoldWork hanging =
        (task, progress) -> {
          if (task.run().trial() == 0) {
            new CountDownLatch(1).await();
          }
          return Work.scoring().run(task, progress);
        };
    isGivenUp(watch, hanging, "cluster.run-limit");
  }

  @Test
  void runsARunOnceMoreThatTrainsNoEpochAnyMore() throws Exception {
    ClusterSettings.Watch watch = new ClusterSettings.Watch(null, LIMIT, NEVER);
    FoldWork stuck =
        (task, progress) -> {
          FoldResult result = Work.scoring().run(task, progress);
          if (task.run().trial() == 0) {
            new CountDownLatch(1).await();
          }
          return result;
        };
    isGivenUp(watch, stuck, "cluster.epoch-limit");
  }

  private static void isGivenUp(ClusterSettings.Watch watch, FoldWork work, String limit)
      throws Exception {
    ClusterSettings impatient =
        new ClusterSettings(
            "local[2]", 0, 2, 1, watch, ClusterSettings.Refit.LOCAL, new TreeMap<>());
    try (SparkRunner runner = new SparkRunner(application.context(), impatient, work)) {
      runner.submit(task(0, 0));
      Report.Lost lost = (Report.Lost) ended(runner);
      assertThat(lost.reason()).contains("longer than " + limit);
      runner.submit(task(0, 0, 1));
      Report.Finished given = (Report.Finished) ended(runner);
      assertThat(given.result())
          .isInstanceOfSatisfying(
              FoldResult.Failed.class,
              failed ->
                  assertThat(failed.failure().reason()).contains(limit, "second", "Maybe raise"));
      runner.submit(task(1, 0));
      assertThat(((Report.Finished) ended(runner)).result()).isInstanceOf(FoldResult.Scored.class);
    }
  }

  private static Report ended(SparkRunner runner) throws InterruptedException {
    while (true) {
      Report report = runner.take();
      if (report instanceof Report.Lost || report instanceof Report.Finished) {
        return report;
      }
    }
  }

  @Test
  void computesFeaturesOnceForEachCutAndHoldsTheRunsThatNeedThem(@TempDir Path folder)
      throws Exception {
    FoldWork featuring = new Work.Featuring(folder.toString(), false);
    try (SparkRunner runner = application.runner(featuring)) {
      Set<RunId> finished = new HashSet<>();
      for (int trial = 0; trial < 12; trial++) {
        runner.submit(Work.frozen(trial, trial % 3, 0, trial % 2 == 0 ? "a" : "b"));
      }
      while (finished.size() < 12) {
        if (runner.take() instanceof Report.Finished report) {
          assertThat(report.result()).isInstanceOf(FoldResult.Scored.class);
          finished.add(report.run());
        }
      }
      assertThat(Work.featured(folder.toString())).isEqualTo(2);
      assertThat(runner.room()).isZero();
    }
  }

  @Test
  void hasRoomForOtherRunsWhileSomeWaitForFeatures() throws Exception {
    CountDownLatch computed = new CountDownLatch(1);
    HELD.set(computed);
    try (SparkRunner runner = application.runner(new Holding())) {
      runner.submit(Work.frozen(0, 0, 0, "a"));
      assertThat(runner.room()).isZero();
      runner.submit(Work.frozen(1, 0, 0, "a"));
      assertThat(runner.room()).isEqualTo(1);
      runner.submit(task(2, 0));
      // It needs no features, and gets the slot of the one that waits.
      assertThat(((Report.Finished) ended(runner)).run().trial()).isEqualTo(2);
      computed.countDown();
      Set<Integer> others = new HashSet<>();
      others.add(((Report.Finished) ended(runner)).run().trial());
      others.add(((Report.Finished) ended(runner)).run().trial());
      assertThat(others).containsExactlyInAnyOrder(0, 1);
    }
  }

  @Test
  void runsWhatNeedsFeaturesThatCannotBeComputed() throws Exception {
    HELD.set(null);
    try (SparkRunner runner = application.runner(new Holding())) {
      for (int trial = 0; trial < 4; trial++) {
        runner.submit(Work.frozen(trial, 0, 0, "a"));
      }
      for (int trial = 0; trial < 4; trial++) {
        assertThat(((Report.Finished) ended(runner)).result())
            .isInstanceOf(FoldResult.Scored.class);
      }
    }
  }

  private static final AtomicReference<CountDownLatch> HELD = new AtomicReference<>();

  /** Computes features once {@link #HELD} is open, and cannot where there is none. */
  private record Holding() implements FoldWork {
    @Override
    public FoldResult run(FoldTask task, ProgressListener progress) throws Exception {
      return Work.scoring().run(task, progress);
    }

    @Override
    public List<String> prepare(FoldTask task, ProgressListener progress) throws Exception {
      CountDownLatch latch = HELD.get();
      if (latch == null) {
        throw new IllegalStateException("no such layer");
      }
      latch.await();
      return List.of("key");
    }
  }

  @Test
  void reportsEachRunSinglyWithItsResult() throws Exception {
    try (SparkRunner runner = application.runner(Work.scoring())) {
      List<RunId> finished = new ArrayList<>();
      for (int trial = 0; trial < 20; trial++) {
        runner.submit(task(trial, 1, trial));
      }
      while (finished.size() < 20) {
        if (runner.take() instanceof Report.Finished report) {
          assertThat(report.attempt()).isEqualTo(report.run().trial());
          assertThat(report.result())
              .isEqualTo(Work.scoring().run(task(report.run().trial(), 1), score -> {}));
          finished.add(report.run());
        }
      }
      assertThat(finished).doesNotHaveDuplicates();
    }
  }

  @Test
  void makesAFailedResultOfWhateverARunThrows() throws Exception {
    FoldWork broken =
        (task, progress) -> {
          if (task.run().trial() == 0) {
            throw new OutOfMemoryError("Java heap space");
          }
          throw new IllegalStateException("no such layer");
        };
    try (SparkRunner runner = application.runner(broken)) {
      runner.submit(task(0, 0));
      assertThat(failure(runner.take())).isEqualTo("OutOfMemoryError: Java heap space");
      runner.submit(task(1, 0));
      assertThat(failure(runner.take())).isEqualTo("IllegalStateException: no such layer");
    }
  }

  private static String failure(Report report) {
    FoldResult result = ((Report.Finished) report).result();
    return ((FoldResult.Failed) result).failure().reason();
  }

  @Test
  void tellsOfEpochsWhileARunIsGoingOn() throws Exception {
    gate = new CountDownLatch(1);
    FoldWork pausing =
        (task, progress) -> {
          FoldResult result = Work.scoring().run(task, progress);
          gate.await();
          return result;
        };
    try (SparkRunner runner = application.runner(pausing)) {
      runner.submit(task(7, 0));
      for (int epoch = 1; epoch <= 3; epoch++) {
        Report.Progress progress = (Report.Progress) runner.take();
        assertThat(progress.run()).isEqualTo(new RunId(7, 0, 3));
        assertThat(progress.score().epoch()).isEqualTo(epoch);
      }
      gate.countDown();
      assertThat(runner.take()).isInstanceOf(Report.Finished.class);
    }
  }

  @Test
  void tellsOfCheckpointsOnTheWayWithTheEpochsThatLedThere() throws Exception {
    gate = new CountDownLatch(1);
    FoldWork leaving =
        (task, progress) -> {
          progress.epochEnded(Work.score(task, 1));
          progress.epochEnded(Work.score(task, 2));
          if (progress.wantsCheckpoint()) {
            progress.checkpointed(new FoldTask.Checkpoint(2, BLOB));
          }
          gate.await();
          return Work.scored(List.of());
        };
    ClusterSettings.Watch often = new ClusterSettings.Watch(null, null, Duration.ZERO);
    ClusterSettings settings =
        new ClusterSettings(
            "local[2]", 0, 2, 1, often, ClusterSettings.Refit.LOCAL, new TreeMap<>());
    try (SparkRunner runner = new SparkRunner(application.context(), settings, leaving)) {
      runner.submit(task(7, 0));
      assertThat(runner.take()).isInstanceOf(Report.Progress.class);
      assertThat(runner.take()).isInstanceOf(Report.Progress.class);
      Waypoint waypoint =
          new Waypoint(
              new FoldTask.Checkpoint(2, BLOB),
              List.of(Work.score(task(7, 0), 1), Work.score(task(7, 0), 2)));
      assertThat(runner.take()).isEqualTo(new Report.Checkpointed(new RunId(7, 0, 3), 0, waypoint));
      gate.countDown();
      assertThat(ended(runner)).isInstanceOf(Report.Finished.class);
    }
  }

  @Test
  void endsWhatRunsWhenItIsCancelledAndReportsNothingOfIt() throws Exception {
    gate = new CountDownLatch(1);
    try (SparkRunner runner = application.runner(WAITING)) {
      for (int trial = 0; trial < 4; trial++) {
        runner.submit(task(trial, 0));
      }
      await().atMost(Duration.ofMinutes(1)).until(() -> WORKING.get() == 2);
      runner.cancel();
      await().atMost(Duration.ofMinutes(1)).until(() -> WORKING.get() == 0);
      gate.countDown();
      runner.submit(task(9, 0));
      Report report = runner.take();
      assertThat(report)
          .isInstanceOfSatisfying(
              Report.Finished.class, last -> assertThat(last.run().trial()).isEqualTo(9));
    }
  }

  @Test
  void wakesWhoeverWaitsForAReport() throws Exception {
    try (SparkRunner runner = application.runner(Work.scoring())) {
      new Thread(runner::wake).start();
      assertThat(runner.take()).isEqualTo(new Report.Woken());
    }
  }

  @Test
  void worksInNoMoreThreadsThanThereAreSlots() throws Exception {
    FoldWork noting =
        (task, progress) -> {
          THREADS.add(Thread.currentThread());
          return Work.scoring().run(task, progress);
        };
    try (SparkRunner runner = application.runner(noting)) {
      for (int trial = 0; trial < 30; trial++) {
        runner.submit(task(trial, 0));
        runner.submit(task(trial, 1));
        runner.take();
        runner.take();
      }
      assertThat(THREADS).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void namesTrialAndFoldToSpark() throws Exception {
    gate = new CountDownLatch(1);
    try (SparkRunner runner = application.runner(WAITING)) {
      runner.submit(task(1, 3));
      await().atMost(Duration.ofMinutes(1)).until(() -> WORKING.get() == 1);
      JavaSparkContext context = application.context();
      int job = context.statusTracker().getActiveJobIds()[0];
      assertThat(context.sc().statusStore().job(job).description().get())
          .isEqualTo("trial 1 fold 3 to epoch 3");
      gate.countDown();
      runner.take();
    }
  }
}
