package io.finesweep.spark;

import io.finesweep.trial.FoldResult;
import java.io.Serializable;
import java.util.List;

/** What a fold's Spark task returns. */
sealed interface Reply extends Serializable {

  /** The run came to an end of its own. */
  record Ended(FoldResult result) implements Reply {}

  /**
   * Features that the run and others need are there.
   *
   * @param keys for each fold, what tells its features apart from other folds'; empty where none
   *     are shared
   */
  record Prepared(List<String> keys) implements Reply {
    public Prepared {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Spark started the task again by itself, after it lost an executor for which it blames nobody.
   * The first one may still be running, and both have one attempt: nothing was done.
   */
  record StartedAgain() implements Reply {}
}
