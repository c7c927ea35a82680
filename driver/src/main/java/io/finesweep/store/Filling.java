package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Cuts runs into parts: each goes into the first that is not full yet. Which one that is depends on
 * the journal alone.
 */
final class Filling {

  private final ToLongFunction<Finished> weight;
  private final long most;
  private final int kept;
  private final Deque<Part> full = new ArrayDeque<>();
  private List<Finished> tail = new ArrayList<>();
  private int number;
  private long filled;

  /** Some runs, and the number of the part that they go into. */
  record Part(int number, List<Finished> runs) {

    /** The runs as those that left predictions. */
    List<Placed> placed() {
      return runs.stream().map(run -> new Placed(run, number)).toList();
    }
  }

  /**
   * No parts yet.
   *
   * @param weight of one run; runs of no weight go into no part
   * @param most the weight at which a part is full
   * @param kept how many parts were dealt with before
   */
  Filling(ToLongFunction<Finished> weight, long most, int kept) {
    this.weight = weight;
    this.most = most;
    this.kept = kept;
  }

  /** Adds a run; false where it goes into no part. */
  boolean add(Finished run) {
    long more = weight.applyAsLong(run);
    if (more == 0) {
      return false;
    }
    tail.add(run);
    filled += more;
    if (filled >= most) {
      if (number >= kept) {
        full.add(tail());
      }
      tail = new ArrayList<>();
      filled = 0;
      number++;
    }
    return true;
  }

  /** The parts that have become full, oldest first; who has dealt with one removes it. */
  Deque<Part> full() {
    return full;
  }

  /** The part that is not full yet. */
  Part tail() {
    return new Part(number, tail);
  }

  /** Takes the last part for full: no run follows. */
  void end() {
    if (!tail.isEmpty()) {
      full.add(tail());
    }
  }
}
