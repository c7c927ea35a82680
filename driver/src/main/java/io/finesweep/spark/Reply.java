package io.finesweep.spark;

import io.finesweep.trial.FoldResult;
import java.io.Serializable;

/** What a fold's Spark task returns. */
sealed interface Reply extends Serializable {

  /** The run came to an end of its own. */
  record Ended(FoldResult result) implements Reply {}

  /**
   * Spark started the task again by itself, after it lost an executor for which it blames nobody.
   * The first one may still be running, and both have one attempt: nothing was done.
   */
  record StartedAgain() implements Reply {}
}
