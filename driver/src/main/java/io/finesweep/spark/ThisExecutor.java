package io.finesweep.spark;

import io.finesweep.fold.FoldRunner;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;

/** The process that runs tasks: it has one fold runner, which keeps what its runs share. */
final class ThisExecutor {

  /** A process that starts one Spark application after another has a runner for each. */
  private record Known(SparkEnv environment, FoldRunner runner) {}

  private static @Nullable Known known;

  private ThisExecutor() {}

  static synchronized FoldRunner foldRunner() {
    SparkEnv environment = SparkEnv.get();
    Known last = known;
    if (last == null || last.environment != environment) {
      FoldRunner runner = new FoldRunner(HadoopSettings.here(), environment.executorId());
      last = new Known(environment, runner);
      known = last;
    }
    return last.runner;
  }
}
