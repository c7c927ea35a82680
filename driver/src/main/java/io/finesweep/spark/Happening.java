package io.finesweep.spark;

import java.util.List;

/** What Spark's threads tell the runner's own; {@code submission} numbers what was submitted. */
sealed interface Happening {

  /** A task was started on an executor. */
  record Begun(long submission, String executor) implements Happening {}

  /** A running task has so far told this, each as JSON. */
  record Told(long submission, List<String> news) implements Happening {}

  /** A task returned. */
  record Returned(long submission, byte[] reply) implements Happening {}

  /** A task ended without returning. */
  record Broken(long submission, Cause cause) implements Happening {}

  /** An executor is there. */
  record Joined(String executor, String host, Capacity capacity) implements Happening {}

  /** An executor is gone. */
  record Left(String executor) implements Happening {}

  /** Somebody wants the runner's attention. */
  record Woken() implements Happening {}

  /** The Spark application has come to its end. */
  record Over() implements Happening {}
}
