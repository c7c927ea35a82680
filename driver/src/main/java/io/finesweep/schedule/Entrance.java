package io.finesweep.schedule;

import io.finesweep.history.History;

/** At which rung a new trial begins. */
interface Entrance {

  /** The rung's index in {@code ladder}, at least {@code lowest} and of one fold. */
  int rung(int trial, int lowest, Ladder ladder, History history);
}
