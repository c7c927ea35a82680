package io.finesweep.schedule;

import io.finesweep.history.RungMembers;

/** Which of a rung's trials deserve the next one. */
interface Cut {

  /** Whether the best trial that waits among {@code members} may go on; one does wait. */
  boolean passes(RungMembers members, Ladder ladder);

  /** The same when no further trial will come to the rung from below. */
  boolean passesAtLast(RungMembers members, Ladder ladder);
}
