package io.finesweep.sweep;

import io.finesweep.history.Event;
import io.finesweep.history.FoldProgress;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Totals;
import io.finesweep.sampler.Sampler;
import io.finesweep.schedule.Schedule;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.Failure;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Usage;
import io.finesweep.trial.Waypoint;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A sweep under way: it holds the history, decides one run at a time, and records every decision
 * and result before anyone acts on it. Used by one thread.
 */
public final class Sweep {

  private final SweepSpec spec;
  private final Decider decider;
  private final TrialStore store;
  private final InstantSource clock;
  private final long opened;
  private final long workedBefore;
  private BiConsumer<History, Recorded> listener = (history, recorded) -> {};
  private History history;

  /** Takes over the sweep that {@code store} holds, or begins it where it is empty. */
  public Sweep(
      SweepSpec spec, Sampler sampler, Schedule schedule, TrialStore store, InstantSource clock) {
    this.spec = spec;
    this.decider = new Decider(spec, sampler, schedule);
    this.store = store;
    this.clock = clock;
    this.history = History.of(spec.terms(), store.events());
    this.opened = clock.millis();
    this.workedBefore = history.totals().elapsed();
  }

  /** Calls {@code listener} after each event, with the history that holds it. */
  public void listen(BiConsumer<History, Recorded> listener) {
    this.listener = listener;
  }

  /**
   * Records that this driver has the sweep now, and that what another one left running is lost.
   *
   * @param driver who this is, for people
   */
  public void open(String driver) {
    record(new Event.Opened(store.incarnation(), driver));
    for (var run : List.copyOf(history.outstanding().entrySet())) {
      record(
          new Event.Lost(
              run.getKey(),
              run.getValue(),
              "The driver that waited for it ended.",
              Event.Blame.SOMETHING_ELSE));
    }
    store.acknowledge();
  }

  /**
   * Records what the sweep takes over from before its first trial; where a trial was started or
   * something was taken over already, it changes nothing.
   */
  public void recall(Event.Recalled recalled) {
    if (history.trials().isEmpty()
        && history.recalled().equals(Event.Recalled.NOTHING)
        && !recalled.equals(Event.Recalled.NOTHING)) {
      record(recalled);
      store.acknowledge();
    }
  }

  /** All that has happened. */
  public History history() {
    return history;
  }

  /** What is being swept. */
  public SweepSpec spec() {
    return spec;
  }

  /**
   * The next run for a free slot, recorded as assigned but not acknowledged: call {@link
   * #acknowledge} before running it. Empty where the slot must stay free for now; where nothing is
   * outstanding either, the sweep has come to its end.
   *
   * @param slots how many runs can run at once
   */
  public Optional<FoldTask> next(int slots) {
    if (millisecondsLeft() == 0) {
      return Optional.empty();
    }
    if (history.slots() != slots) {
      record(new Event.Resized(slots));
    }
    Optional<Event.Assigned> again = decider.again(history);
    while (again.isPresent()) {
      FoldTask task = assign(again.get());
      Optional<FoldResult.Failed> hopeless = hopeless(task.run());
      if (hopeless.isEmpty()) {
        return Optional.of(task);
      }
      record(new Event.Finished(task.run(), task.attempt(), hopeless.get()));
      again = decider.again(history);
    }
    return decided();
  }

  private Optional<FoldTask> decided() {
    while (true) {
      List<Event> events = decider.next(history);
      if (events.isEmpty()) {
        return Optional.empty();
      }
      for (Event event : events) {
        if (event instanceof Event.Assigned assigned) {
          return Optional.of(assign(assigned));
        }
        record(event);
      }
    }
  }

  /** Whether nothing is outstanding and nothing would follow; this records nothing. */
  public boolean isDone() {
    return history.outstanding().isEmpty()
        && (millisecondsLeft() == 0
            || (decider.again(history).isEmpty() && decider.next(history).isEmpty()));
  }

  /** Why no further trial was started though the budget pays for one; empty where one was. */
  public Optional<String> whyExhausted() {
    return decider.whyExhausted(history);
  }

  /**
   * The attempt at a run that is outstanding; one that was lost is taken up again first, for who
   * has it may have outlived the driver that waited for it. Empty where there is neither.
   */
  public Optional<Integer> outstanding(RunId run) {
    Integer lost = history.lost().get(run);
    if (lost != null) {
      record(new Event.Assigned(run, lost + 1, history.totals().lastEvent()));
    }
    return Optional.ofNullable(history.outstanding().get(run));
  }

  private FoldTask assign(Event.Assigned assigned) {
    record(assigned);
    return task(assigned.run(), assigned.attempt());
  }

  /** The task of an outstanding run, as it was given out. */
  public FoldTask task(RunId run, int attempt) {
    Configuration configuration = history.trial(run.trial()).configuration();
    FoldProgress fold = history.trial(run.trial()).fold(run.fold()).orElseThrow();
    return new FoldTask(
        run,
        attempt,
        spec.seeds(),
        spec.experiment(),
        spec.fineTuning().fill(configuration),
        fold.beginning().orElse(null),
        run.epochs() < spec.terms().full().epochs()
            ? FoldTask.Keep.PREDICTIONS_AND_CHECKPOINT
            : FoldTask.Keep.PREDICTIONS);
  }

  private Optional<FoldResult.Failed> hopeless(RunId run) {
    FoldProgress fold = history.trial(run.trial()).fold(run.fold()).orElseThrow();
    if (fold.losses() <= spec.rules().retries()) {
      return Optional.empty();
    }
    Failure failure =
        new Failure(
            "Its executor was lost "
                + fold.losses()
                + " times.\n"
                + "Maybe it needs more memory than an executor has.",
            "");
    Usage usage = new Usage("", "", "", clock.millis(), 0, 0);
    return Optional.of(new FoldResult.Failed(failure, usage));
  }

  /**
   * Records how a run ended; a report of an attempt that is not outstanding changes nothing.
   * Numbers of another numeric path than the sweep's are refused: the run is recorded as lost.
   *
   * @return why its executor can be given no more runs, empty where it can
   */
  public Optional<String> finished(RunId run, int attempt, FoldResult result) {
    if (!isOutstanding(run, attempt)) {
      return Optional.empty();
    }
    Optional<String> misfit = misfit(result);
    record(
        misfit.isEmpty()
            ? new Event.Finished(run, attempt, result.after(earlierEpochs(run, result)))
            : new Event.Lost(run, attempt, misfit.get(), Event.Blame.SOMETHING_ELSE));
    return misfit;
  }

  /** Those of attempts that were lost, from which this one went on. */
  private List<EpochScore> earlierEpochs(RunId run, FoldResult result) {
    Waypoint waypoint =
        history.trial(run.trial()).fold(run.fold()).map(FoldProgress::waypoint).orElse(null);
    if (waypoint == null) {
      return List.of();
    }
    int first = result.firstEpoch().orElse(Integer.MAX_VALUE);
    return waypoint.scores().stream().filter(score -> score.epoch() < first).toList();
  }

  /**
   * Records that a run left a checkpoint on its way; one of an attempt that is not outstanding
   * changes nothing.
   */
  public void checkpointed(RunId run, int attempt, Waypoint waypoint) {
    if (isOutstanding(run, attempt)) {
      record(new Event.Checkpointed(run, attempt, waypoint));
    }
  }

  private Optional<String> misfit(FoldResult result) {
    Usage usage = result.usage();
    String ours = history.numericPath();
    boolean fits =
        result instanceof FoldResult.Failed || ours.isEmpty() || usage.numericPath().equals(ours);
    if (fits) {
      return Optional.empty();
    }
    return Optional.of(
        "Executor '"
            + usage.executor()
            + "' on host '"
            + usage.host()
            + "' computes on another numeric path ("
            + usage.numericPath()
            + ") than this sweep's earlier runs ("
            + ours
            + "), so its numbers cannot stand beside theirs.\n"
            + "Maybe give all executors the same build, processor, threads"
            + " (cluster.threads-per-run), FINESWEEP_ONEDNN and FINESWEEP_HEADS, or begin anew"
            + " under another sweep.name.");
  }

  /**
   * Records that a run was lost; a report of an attempt that is not outstanding changes nothing.
   */
  public void lost(RunId run, int attempt, String reason, Event.Blame blame) {
    if (isOutstanding(run, attempt)) {
      record(new Event.Lost(run, attempt, reason, blame));
    }
  }

  /**
   * How long the sweep may still work, and hold as many slots as it does; {@link Long#MAX_VALUE}
   * where that is not bounded.
   */
  public long millisecondsLeft() {
    long limit = spec.limits().milliseconds();
    long inTime = limit == Long.MAX_VALUE ? limit : Math.max(0, limit - elapsed());
    return Math.min(inTime, millisecondsPaid());
  }

  private long millisecondsPaid() {
    long limit = spec.limits().cost().held();
    if (limit == Long.MAX_VALUE) {
      return limit;
    }
    Totals totals = history.totals();
    int running = totals.slots().running();
    long held = totals.slots().held() + running * (elapsed() - totals.elapsed());
    return Math.max(0, limit - held) / Math.max(1, running);
  }

  /**
   * Records that what is outstanding did not end in the time or at the cost that there was; it runs
   * again if there is more.
   *
   * @return which of them is used up, for people
   */
  public String limitReached() {
    String reason = millisecondsPaid() == 0 ? "Its cost is spent." : "Its time is up.";
    for (var run : List.copyOf(history.outstanding().entrySet())) {
      record(new Event.Lost(run.getKey(), run.getValue(), reason, Event.Blame.SOMETHING_ELSE));
    }
    store.acknowledge();
    return reason;
  }

  private boolean isOutstanding(RunId run, int attempt) {
    Integer assigned = history.outstanding().get(run);
    return assigned != null && assigned == attempt;
  }

  /** Records the model that several trials' configurations gave together. */
  public void ensembled(Event.Ensembled ensemble) {
    record(ensemble);
    store.acknowledge();
  }

  /** Records the model that a trial's configuration gave on all rows but the test set's. */
  public void refitted(Event.Refitted refit) {
    record(refit);
    store.acknowledge();
  }

  /** Allows the failed and diverged folds of every trial to run again. */
  public void retryBroken() {
    for (var trial : history.trials()) {
      if (trial.isBroken()) {
        record(new Event.Retried(trial.number()));
      }
    }
    store.acknowledge();
  }

  /** Why it makes no sense to go on: the first trials all failed alike. */
  public Optional<String> despair() {
    int broken = 0;
    String reason = null;
    for (var trial : history.trials()) {
      for (FoldProgress fold : trial.folds().values()) {
        if (fold.epochs() > 0 || fold.ending() instanceof FoldResult.Diverged) {
          return Optional.empty();
        }
        if (fold.ending() instanceof FoldResult.Failed failed) {
          String text = failed.failure().reason();
          if (reason != null && !reason.equals(text)) {
            return Optional.empty();
          }
          reason = text;
        }
      }
      broken += trial.isBroken() ? 1 : 0;
      if (broken >= spec.rules().alike()) {
        return Optional.ofNullable(reason);
      }
    }
    return Optional.empty();
  }

  /** Returns when everything recorded so far is safe. */
  public void acknowledge() {
    store.acknowledge();
  }

  /** Records how this driver leaves the sweep. */
  public void close(Event.Ending ending, String reason) {
    record(new Event.Closed(ending, reason));
    store.acknowledge();
  }

  private void record(Event event) {
    Recorded recorded =
        new Recorded(history.totals().lastEvent() + 1, clock.millis(), elapsed(), event);
    History next = history.with(recorded);
    store.append(recorded);
    history = next;
    listener.accept(history, recorded);
  }

  private long elapsed() {
    return workedBefore + Math.max(0, clock.millis() - opened);
  }
}
