package io.finesweep.history;

/**
 * Sums over a history.
 *
 * @param lastEvent the number of the last event, 0 before the first
 * @param elapsed how long drivers had worked by then, in milliseconds
 * @param foldRuns distinct pairs of trial and fold that were assigned
 * @param finished runs that came to an end of their own
 * @param broken of those, runs that diverged or failed
 * @param epochs over all folds, as assigned; a lost run's count once
 * @param incarnation of the last driver, 0 before the first
 * @param pace how long scored runs took
 * @param slots that runs held
 */
public record Totals(
    long lastEvent,
    long elapsed,
    long foldRuns,
    long finished,
    long broken,
    long epochs,
    int incarnation,
    Pace pace,
    Slots slots) {
  static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, new Pace(0, 0), new Slots(0, 0, 0, 0));

  /**
   * How long scored runs took.
   *
   * @param epochs that they trained
   * @param milliseconds that they took for them, all together
   */
  public record Pace(long epochs, long milliseconds) {

    Pace plus(int epochsMore, long millisecondsMore) {
      return new Pace(epochs + epochsMore, milliseconds + millisecondsMore);
    }

    /** How long a run of so many epochs may be expected to take; 0 before the first. */
    public long millisecondsFor(long run) {
      return epochs == 0 ? 0 : Math.round((double) milliseconds / epochs * run);
    }

    /** How many epochs a run may be expected to train in this time; no bound before the first. */
    public long epochsIn(long time) {
      return milliseconds == 0 ? Long.MAX_VALUE : (long) ((double) time / milliseconds * epochs);
    }
  }

  /**
   * The slots that runs held, from when they were assigned until they ended or were lost.
   *
   * @param held for how long, all together, in milliseconds up to the last event
   * @param running how many runs hold one
   * @param since the sum of when these were assigned, in milliseconds of the drivers' work
   * @param epochs that these are to train
   */
  public record Slots(long held, int running, long since, long epochs) {

    private Slots at(long before, long now) {
      return new Slots(held + running * (now - before), running, since, epochs);
    }

    private Slots taken(long now, long epochsMore) {
      return new Slots(held, running + 1, since + now, epochs + epochsMore);
    }

    private Slots given(long taken, long epochsLess) {
      return new Slots(held, running - 1, since - taken, epochs - epochsLess);
    }
  }

  /** How long the runs that hold slots may be expected to hold them still, all together. */
  public long owed() {
    long sofar = slots.running() * elapsed - slots.since();
    return Math.max(0, pace.millisecondsFor(slots.epochs()) - sofar);
  }

  Totals at(Recorded recorded) {
    return new Totals(
        recorded.number(),
        recorded.elapsed(),
        foldRuns,
        finished,
        broken,
        epochs,
        incarnation,
        pace,
        slots.at(elapsed, recorded.elapsed()));
  }

  Totals openedBy(int driver) {
    return new Totals(lastEvent, elapsed, foldRuns, finished, broken, epochs, driver, pace, slots);
  }

  /** A run was assigned that is to train so many epochs. */
  Totals assigned(int foldRunsMore, int epochsMore, int toTrain) {
    return new Totals(
        lastEvent,
        elapsed,
        foldRuns + foldRunsMore,
        finished,
        broken,
        epochs + epochsMore,
        incarnation,
        pace,
        slots.taken(elapsed, toTrain));
  }

  /** A run that was assigned at {@code taken} to train so many epochs holds its slot no more. */
  Totals given(long taken, int toTrain) {
    return with(pace, slots.given(taken, toTrain));
  }

  Totals ended(int brokenMore) {
    return new Totals(
        lastEvent,
        elapsed,
        foldRuns,
        finished + 1,
        broken + brokenMore,
        epochs,
        incarnation,
        pace,
        slots);
  }

  Totals took(int epochsMore, long milliseconds) {
    return with(pace.plus(epochsMore, milliseconds), slots);
  }

  private Totals with(Pace nextPace, Slots nextSlots) {
    return new Totals(
        lastEvent, elapsed, foldRuns, finished, broken, epochs, incarnation, nextPace, nextSlots);
  }
}
