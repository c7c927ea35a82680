package io.finesweep.spark;

import io.finesweep.trial.Failure;
import io.finesweep.trial.RunId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a run may take. One that takes longer hangs, or its executor does: it is cancelled and
 * run again elsewhere, once.
 */
final class Patience {

  private static final int TRIES = 2;

  private final @Nullable Duration limit;
  private final Map<RunId, Integer> overdue = new HashMap<>();
  private final Map<RunId, String> avoided = new HashMap<>();

  Patience(@Nullable Duration limit) {
    this.limit = limit;
  }

  /**
   * How many nanoseconds from {@code now} the first of these runs is overdue, 0 where it is
   * already; empty where that can never be.
   */
  Optional<Long> left(Collection<Submission> running, long now) {
    Duration most = limit;
    if (most == null) {
      return Optional.empty();
    }
    return running.stream()
        .filter(submission -> submission.executor() != null)
        .map(submission -> Math.max(0, submission.begunAt() + most.toNanos() - now))
        .min(Long::compare);
  }

  /** Whether a run has taken too long. */
  boolean isOver(Submission submission, long now) {
    Duration most = limit;
    return most != null
        && submission.executor() != null
        && now - submission.begunAt() >= most.toNanos();
  }

  /** Notes that a run took too long; whether it is to be run again. */
  boolean forgives(Submission submission) {
    String executor = submission.executor();
    if (executor != null) {
      avoided.put(submission.run(), executor);
    }
    return overdue.merge(submission.run(), 1, Integer::sum) < TRIES;
  }

  /** The executor that a run hung on; empty where it did not. */
  Optional<String> avoided(RunId run) {
    return Optional.ofNullable(avoided.get(run));
  }

  /** Why a run was cancelled. */
  String reason(Submission submission) {
    return "It took longer than cluster.run-limit on executor " + submission.executor() + ".";
  }

  /** Why a run is not run again. */
  Failure failure() {
    return new Failure(
        "It took longer than cluster.run-limit ("
            + limit
            + ") "
            + TRIES
            + " times.\nMaybe raise the limit, or train for fewer epochs.",
        "");
  }
}
