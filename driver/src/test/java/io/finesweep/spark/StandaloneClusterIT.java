package io.finesweep.spark;

import static io.finesweep.spark.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.FoldResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a standalone cluster of processes. */
@Timeout(180)
class StandaloneClusterIT {

  @TempDir Path folder;

  @Test
  void runsFoldsOnAStandaloneClusterWithASlotForEachCore() throws Exception {
    String classPath = System.getProperty("java.class.path");
    try (StandaloneCluster cluster = new StandaloneCluster(folder, classPath, Map.of());
        SparkApplication application = SparkClusterIT.start(cluster.url());
        SparkRunner runner = application.runner(Work.scoring())) {
      assertThat(application.master()).isEqualTo(cluster.url());
      await().atMost(Duration.ofMinutes(1)).until(() -> runner.slots() == 2);
      for (int trial = 0; trial < 8; trial++) {
        runner.submit(task(trial, 0));
      }
      int finished = 0;
      while (finished < 8) {
        if (runner.take() instanceof Report.Finished report) {
          assertThat(report.result()).isInstanceOf(FoldResult.Scored.class);
          finished++;
        }
      }
    }
  }
}
