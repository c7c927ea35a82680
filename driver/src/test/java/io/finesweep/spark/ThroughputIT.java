package io.finesweep.spark;

import static io.finesweep.spark.Work.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.sweep.TrialRunner.Report;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures what a fold run costs that does nothing; its figures are printed, not asserted. */
@Tag("bench")
class ThroughputIT {

  private static final int RUNS = 2000;

  @ParameterizedTest
  @ValueSource(strings = {"local[2]", "local-cluster[2,1,1024]"})
  void runsThatDoNothingAreReportedAll(String master) throws Exception {
    FoldWork nothing = (task, progress) -> Work.scored(List.of());
    try (SparkApplication application = SparkClusterIT.start(master);
        SparkRunner runner = application.runner(nothing)) {
      run(runner, 300, 64);
      for (int inFlight : new int[] {2, 64}) {
        long start = System.nanoTime();
        assertThat(run(runner, RUNS, inFlight)).isEqualTo(RUNS);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "%s, %d in flight: %.0f runs a second, %.1f ms a run%n",
            master,
            inFlight,
            RUNS / seconds,
            1000 * seconds / RUNS);
      }
    }
  }

  private static int run(SparkRunner runner, int runs, int inFlight) throws InterruptedException {
    int submitted = 0;
    int finished = 0;
    while (finished < runs) {
      while (submitted < runs && submitted - finished < inFlight) {
        runner.submit(task(submitted++, 0));
      }
      if (runner.take() instanceof Report.Finished) {
        finished++;
      }
    }
    return finished;
  }
}
