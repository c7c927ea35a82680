package io.finesweep.history;

import io.finesweep.history.RankedSet.Entry;

/**
 * The trials that were measured at all epochs on the same folds, in order of their mean loss there.
 * They can be compared as they are: a fold's effect is the same for all of them.
 *
 * @param measured all of them
 * @param idle those of which nothing runs, and a fold may still begin
 * @param busy those of which something runs, and another fold may still begin
 */
public record Peers(RankedSet measured, RankedSet idle, RankedSet busy) {

  /** No trials. */
  static final Peers NONE = new Peers(RankedSet.empty(), RankedSet.empty(), RankedSet.empty());

  /** Whether a trial can be given another fold. */
  enum Openness {
    /** Nothing of it runs, and a fold may begin. */
    IDLE,
    /** Something of it runs, and another fold may begin. */
    BUSY,
    /** Every fold has begun. */
    CLOSED
  }

  Peers plus(Entry entry, Openness openness) {
    return new Peers(
        measured.plus(entry),
        openness == Openness.IDLE ? idle.plus(entry) : idle,
        openness == Openness.BUSY ? busy.plus(entry) : busy);
  }

  Peers minus(Entry entry) {
    return new Peers(measured.minus(entry), idle.minus(entry), busy.minus(entry));
  }
}
