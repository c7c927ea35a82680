package io.finesweep.trial;

import java.io.Serializable;
import java.util.List;

/**
 * A place on a run's way that it can be gone on from, should it be lost.
 *
 * @param checkpoint the state of training there
 * @param scores the epochs that led there; in an event, those since the waypoint before
 */
public record Waypoint(FoldTask.Checkpoint checkpoint, List<EpochScore> scores)
    implements Serializable {
  public Waypoint {
    scores = List.copyOf(scores);
  }

  /** The same place, with the epochs that led to an earlier one before its own. */
  public Waypoint after(Waypoint earlier) {
    return new Waypoint(checkpoint, EpochScore.joined(earlier.scores, scores));
  }
}
