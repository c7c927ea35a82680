package io.finesweep.spark;

import io.finesweep.spark.ClusterSettings.Watch;
import io.finesweep.trial.Failure;
import io.finesweep.trial.RunId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a run may take, and how long it may tell nothing. One that passes a limit hangs, or its
 * executor does: it is cancelled and run again elsewhere, once.
 */
final class Patience {

  private static final int TRIES = 2;

  private final Watch watch;
  private final Map<RunId, Integer> overdue = new HashMap<>();
  private final Map<RunId, String> avoided = new HashMap<>();

  Patience(Watch watch) {
    this.watch = watch;
  }

  /**
   * How many nanoseconds from {@code now} the first of these runs is overdue, 0 where it is
   * already; empty where that can never be.
   */
  Optional<Long> left(Collection<Submission> running, long now) {
    if (!watch.isLimited()) {
      return Optional.empty();
    }
    return running.stream()
        .filter(submission -> submission.executor() != null)
        .map(submission -> Math.max(0, left(submission, now)))
        .min(Long::compare);
  }

  private long left(Submission submission, long now) {
    return Math.min(
        left(watch.runLimit(), now - submission.begunAt()),
        left(watch.epochLimit(), now - submission.heardAt()));
  }

  private static long left(@Nullable Duration limit, long passed) {
    return limit == null ? Long.MAX_VALUE : limit.toNanos() - passed;
  }

  /** Whether a run has taken too long. */
  boolean isOver(Submission submission, long now) {
    return submission.executor() != null && left(submission, now) <= 0;
  }

  /** Notes that a run took too long; whether it is to be run again. */
  boolean forgives(Submission submission) {
    String executor = submission.executor();
    if (executor != null) {
      avoided.put(submission.run(), executor);
    }
    return overdue.merge(submission.run(), 1, Integer::sum) < TRIES;
  }

  /** Whether some run hung on {@code executor}, and may hold its slot still. */
  boolean mistrusts(String executor) {
    return avoided.containsValue(executor);
  }

  /** The executor that a run hung on; empty where it did not. */
  Optional<String> avoided(RunId run) {
    return Optional.ofNullable(avoided.get(run));
  }

  /** Why a run was cancelled. */
  String reason(Submission submission, long now) {
    return "It took longer than "
        + passed(submission, now)
        + " on executor "
        + submission.executor()
        + ".";
  }

  /** Why a run is not run again. */
  Failure failure(Submission submission, long now) {
    return new Failure(
        "It took longer than "
            + passed(submission, now)
            + ", for the second time.\nMaybe raise the limit, or train for fewer epochs on less"
            + " data.",
        "");
  }

  private String passed(Submission submission, long now) {
    boolean silent = left(watch.epochLimit(), now - submission.heardAt()) <= 0;
    return silent
        ? "cluster.epoch-limit (" + watch.epochLimit() + ") without an epoch"
        : "cluster.run-limit (" + watch.runLimit() + ")";
  }
}
