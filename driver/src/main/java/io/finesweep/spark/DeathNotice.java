package io.finesweep.spark;

import io.finesweep.trial.Failure;
import org.apache.spark.SparkConf;

/** Says for people how an executor died, what it was allowed, and what could be done. */
final class DeathNotice {

  private final String limit;

  /** Names the memory limits that {@code conf} sets. */
  DeathNotice(SparkConf conf) {
    String overhead = conf.get("spark.executor.memoryOverhead", "");
    this.limit =
        "executor memory "
            + conf.get("spark.executor.memory", "1g")
            + (overhead.isEmpty() ? "" : ", overhead " + overhead);
  }

  /** Why a run was lost. */
  String lost(Cause.ExecutorDied death, int others) {
    String company =
        others == 0 ? "with no other run on it" : "with " + others + " other runs on it";
    return "Executor " + death.executor() + " died (" + death.death() + ") " + company + ".";
  }

  /** Why a run is not run again: equal for equal deaths. */
  Failure convicted(Cause.ExecutorDied death) {
    return new Failure(
        "Its executor died again and again, at last with no other run on it ("
            + death.death()
            + "; "
            + limit
            + ").\nMaybe it needs more memory: raise cluster.spark.executor.memory or"
            + " cluster.spark.executor.memoryOverhead, or choose smaller batches.",
        death.words());
  }

  /** Why a run that cannot even begin is not run again. */
  Failure cannotRun(Cause.Threw cause) {
    return new Failure(
        "It could not be run on any executor: " + firstLine(cause.words()), cause.words());
  }

  private static String firstLine(String words) {
    return words.lines().findFirst().orElse(words);
  }
}
