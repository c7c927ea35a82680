package io.finesweep.spark;

import static io.finesweep.spark.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.history.Event.Blame;
import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.Settings;
import io.finesweep.trial.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs in executors that are processes of their own. */
@Timeout(300)
class SparkClusterIT {

  @TempDir Path folder;

  static SparkApplication start(String master) {
    Map<String, String> spark =
        Map.of(
            "spark.executor.extraClassPath", System.getProperty("java.class.path"),
            "spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "spark.executor.heartbeatInterval", "2s",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1");
    return SparkApplication.start(
        new ClusterSettings(master, 0, 2, 1, new TreeMap<>(spark)), "tests");
  }

  @Test
  void givesTheSameResultsInOtherProcessesAsInThisOne() throws Exception {
    Map<Integer, FoldResult> here;
    try (SparkApplication application = start("local[2]")) {
      here = results(application, 12);
    }
    try (SparkApplication application = start("local-cluster[2,1,1024]")) {
      assertThat(results(application, 12)).isEqualTo(here);
    }
  }

  private static Map<Integer, FoldResult> results(SparkApplication application, int trials)
      throws InterruptedException {
    Map<Integer, FoldResult> results = new HashMap<>();
    try (SparkRunner runner = application.runner(Work.scoring())) {
      for (int trial = 0; trial < trials; trial++) {
        runner.submit(task(trial, 0));
      }
      while (results.size() < trials) {
        if (runner.take() instanceof Report.Finished finished) {
          results.put(finished.run().trial(), finished.result());
        }
      }
    }
    return results;
  }

  @Test
  void reportsTheRunsOfAKilledExecutorAsLostAndRunsThemAgainOnItsSuccessor() throws Exception {
    try (SparkApplication application = start("local-cluster[2,1,1024]");
        SparkRunner runner = application.runner(Work.waitingAtFirst(folder.toString()))) {
      runner.submit(task(0, 0));
      await().atMost(Duration.ofMinutes(1)).until(() -> Work.pids(folder.toString()).size() == 1);
      long pid = Work.pids(folder.toString()).get(0);
      assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      Report.Lost lost = (Report.Lost) next(runner);
      assertThat(lost.blame()).isEqualTo(Blame.THE_RUN);
      assertThat(lost.reason()).contains("exit code 137", "no other run");
      runner.submit(task(0, 0, 1));
      Report.Finished finished = (Report.Finished) next(runner);
      assertThat(finished.attempt()).isEqualTo(1);
      assertThat(finished.result()).isInstanceOf(FoldResult.Scored.class);
      await().atMost(Duration.ofMinutes(1)).until(() -> runner.slots() == 2);
    }
  }

  @Test
  void givesARefusedExecutorNoMoreRuns() throws Exception {
    try (SparkApplication application = start("local-cluster[2,1,1024]");
        SparkRunner runner = application.runner(Work.namingTheExecutor())) {
      await().atMost(Duration.ofMinutes(1)).until(() -> runner.slots() == 2);
      assertThat(runner.refuse("0")).isTrue();
      assertThat(runner.slots()).isEqualTo(1);
      for (int trial = 0; trial < 8; trial++) {
        runner.submit(task(trial, 0));
      }
      for (int trial = 0; trial < 8; trial++) {
        Report.Finished finished = (Report.Finished) next(runner);
        assertThat(finished.result().usage().executor()).isEqualTo("1");
      }
      assertThat(runner.refuse("1")).isFalse();
    }
  }

  /** The next report that is no news of slots or epochs. */
  private static Report next(SparkRunner runner) throws InterruptedException {
    while (true) {
      Report report = runner.take();
      if (report instanceof Report.Lost || report instanceof Report.Finished) {
        return report;
      }
    }
  }

  @Test
  void findsOutWhichOfTwoRunsKillsTheirExecutorByLettingEachRunAlone() throws Exception {
    try (SparkApplication application = start("local-cluster[1,2,1024]");
        SparkRunner runner = application.runner(Work.killingTheNeighbour(folder.toString()))) {
      await().atMost(Duration.ofMinutes(1)).until(() -> runner.slots() == 2);
      List<Report.Lost> losses = new ArrayList<>();
      Map<Integer, FoldResult> results = new TreeMap<>();
      runner.submit(task(0, 0));
      runner.submit(task(1, 0));
      while (results.size() < 2) {
        Report report = next(runner);
        if (report instanceof Report.Finished finished) {
          results.put(finished.run().trial(), finished.result());
        } else if (report instanceof Report.Lost lost) {
          losses.add(lost);
          FoldTask again = task(lost.run().trial(), 0, lost.attempt() + 1);
          runner.submit(again);
        }
      }
      assertThat(losses).hasSize(4).allMatch(lost -> lost.blame() == Blame.SOMETHING_ELSE);
      assertThat(results.get(1)).isInstanceOf(FoldResult.Scored.class);
      assertThat(results.get(0))
          .isInstanceOfSatisfying(
              FoldResult.Failed.class,
              failed ->
                  assertThat(failed.failure().reason())
                      .contains("exit code 137", "executor memory", "Maybe"));
    }
  }

  @Test
  void sendsRunsWhereTheirFeaturesAre() throws Exception {
    try (SparkApplication application = start("local-cluster[2,1,1024]");
        SparkRunner runner = application.runner(new Work.Featuring(folder.toString(), false))) {
      await().atMost(Duration.ofMinutes(1)).until(() -> runner.slots() == 2);
      Set<String> executors = new HashSet<>();
      for (int trial = 0; trial < 12; trial++) {
        runner.submit(Work.frozen(trial, trial % 3, 0, "a"));
        executors.add(((Report.Finished) next(runner)).result().usage().executor());
      }
      assertThat(executors).hasSize(1);
    }
  }

  @Test
  @Tag("faults")
  void computesFeaturesAnewWhereTheExecutorThatDidSoWasKilled() throws Exception {
    try (SparkApplication application = start("local-cluster[2,1,1024]");
        SparkRunner runner = application.runner(new Work.Featuring(folder.toString(), true))) {
      await().atMost(Duration.ofMinutes(1)).until(() -> runner.slots() == 2);
      runner.submit(Work.frozen(0, 0, 0, "a"));
      runner.submit(Work.frozen(1, 0, 0, "a"));
      assertThat(runner.room()).isEqualTo(1);
      await().atMost(Duration.ofMinutes(1)).until(() -> Work.pids(folder.toString()).size() == 1);
      ProcessHandle.of(Work.pids(folder.toString()).get(0)).orElseThrow().destroyForcibly();

      Report.Lost lost = (Report.Lost) next(runner);
      assertThat(lost.run().trial()).isZero();
      assertThat(lost.reason()).contains("exit code 137");
      Report.Finished other = (Report.Finished) next(runner);
      assertThat(other.run().trial()).isEqualTo(1);
      runner.submit(Work.frozen(0, 0, 1, "a"));
      assertThat(((Report.Finished) next(runner)).result()).isInstanceOf(FoldResult.Scored.class);
      assertThat(Work.featured(folder.toString())).isEqualTo(1);
    }
  }

  @Test
  void endsWhatRunsInAnExecutorWhenItIsCancelled() throws Exception {
    try (SparkApplication application = start("local-cluster[1,1,1024]");
        SparkRunner runner = application.runner(Work.waitingAtFirst(folder.toString()))) {
      runner.submit(task(0, 0));
      await().atMost(Duration.ofMinutes(1)).until(() -> Work.pids(folder.toString()).size() == 1);
      runner.cancel();
      runner.submit(task(1, 0, 1)); // the only slot: it must be free again
      assertThat(next(runner))
          .isInstanceOfSatisfying(
              Report.Finished.class, last -> assertThat(last.run().trial()).isEqualTo(1));
    }
  }

  @Test
  void refitsAgainWhereTheExecutorDiedAndKeepsTheOrder() throws Exception {
    RefitWork dyingOnce =
        (task, progress) -> {
          if (task.run().repeat() == 1 && task.attempt() == 0) {
            Runtime.getRuntime().halt(137);
          }
          return new RefitResult.Diverged(
              task.run().repeat(), new Usage("", "", "", task.attempt(), 0, 0));
        };
    try (SparkApplication application = start("local-cluster[1,1,1024]")) {
      List<RefitTask> tasks = new ArrayList<>();
      for (int repeat = 0; repeat < 3; repeat++) {
        RefitTask.Run run = new RefitTask.Run(7, repeat, 2);
        tasks.add(
            new RefitTask(run, 0, task(7, 0).seeds(), task(7, 0).experiment(), Settings.EMPTY));
      }
      List<RefitResult> results = application.refits(dyingOnce).run(tasks);
      assertThat(results)
          .extracting(result -> ((RefitResult.Diverged) result).epoch())
          .containsExactly(0, 1, 2);
      assertThat(results.get(1).usage().started()).isEqualTo(1);
    }
  }
}
