package io.finesweep.history;

import io.finesweep.trial.Budget;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/**
 * All that has happened in a sweep up to an event. A persistent value: {@link #with} shares what
 * did not change and takes logarithmic time, so every state of a sweep can be kept and compared.
 */
public final class History {

  private static final Comparator<RunId> ORDER =
      Comparator.comparingInt(RunId::trial)
          .thenComparingInt(RunId::fold)
          .thenComparingInt(RunId::epochs);

  private final Terms terms;
  private final PVector<Trial> trials;
  private final PSortedSet<Fingerprint> keys;
  private final PSortedMap<RunId, Integer> outstanding;
  private final PSortedMap<RunId, Long> assignedAt;
  private final PSortedMap<RunId, Integer> lost;
  private final PSortedSet<Integer> unassigned;
  private final PSortedMap<Integer, Event.Refitted> refits;
  private final Event.@Nullable Ensembled ensemble;
  private final PSortedMap<Integer, Integer> rungs;
  private final RungIndex index;
  private final PeerIndex peers;
  private final @Nullable Budget lowestRung;
  private final Event.Recalled recalled;
  private final PSortedSet<Integer> replaced;
  private final String numericPath;
  private final int slots;
  private final Totals totals;

  private History(Terms terms) {
    this.terms = terms;
    this.trials = TreePVector.empty();
    this.keys = TreePSet.empty();
    this.outstanding = TreePMap.empty(ORDER);
    this.assignedAt = TreePMap.empty(ORDER);
    this.lost = TreePMap.empty(ORDER);
    this.unassigned = TreePSet.empty();
    this.refits = TreePMap.empty();
    this.ensemble = null;
    this.rungs = TreePMap.empty();
    this.index = RungIndex.EMPTY;
    this.peers = PeerIndex.EMPTY;
    this.lowestRung = null;
    this.recalled = Event.Recalled.NOTHING;
    this.replaced = TreePSet.empty();
    this.numericPath = "";
    this.slots = 1;
    this.totals = Totals.NONE;
  }

  private History(Change change) {
    this.terms = change.terms;
    this.trials = change.trials;
    this.keys = change.keys;
    this.outstanding = change.outstanding;
    this.assignedAt = change.assignedAt;
    this.lost = change.lost;
    this.unassigned = change.unassigned;
    this.refits = change.refits;
    this.ensemble = change.ensemble;
    this.rungs = change.rungs;
    this.index = change.index;
    this.peers = change.peers;
    this.lowestRung = change.lowestRung;
    this.recalled = change.recalled;
    this.replaced = change.replaced;
    this.numericPath = change.numericPath;
    this.slots = change.slots;
    this.totals = change.totals;
  }

  /** A history before its first event. */
  public static History empty(Terms terms) {
    return new History(terms);
  }

  /** The history that these events add up to. */
  public static History of(Terms terms, Iterable<Recorded> events) {
    History history = empty(terms);
    for (Recorded recorded : events) {
      history = history.with(recorded);
    }
    return history;
  }

  /** By what this history is read. */
  public Terms terms() {
    return terms;
  }

  /** Sums over it. */
  public Totals totals() {
    return totals;
  }

  /** All trials; the index is the number. */
  public List<Trial> trials() {
    return trials;
  }

  /** The trial with this number. */
  public Trial trial(int number) {
    return trials.get(number);
  }

  /** Whether a configuration with this key was ever proposed. */
  public boolean knows(String key) {
    return keys.contains(Fingerprint.of(key));
  }

  /** The runs that were assigned and have neither ended nor been lost, with their attempt. */
  public SortedMap<RunId, Integer> outstanding() {
    return outstanding;
  }

  /** How many trials have a run that was assigned and has neither ended nor been lost. */
  public int running() {
    return (int) outstanding.keySet().stream().mapToInt(RunId::trial).distinct().count();
  }

  /** The runs that were lost and not assigned again, with the attempt that was lost. */
  public SortedMap<RunId, Integer> lost() {
    return lost;
  }

  /**
   * The trials with folds that were never assigned, or that ended before their first rung and may
   * run again.
   */
  public SortedSet<Integer> unassigned() {
    return unassigned;
  }

  /** The trials that were trained on all rows but the test set's, the latest time of each. */
  public SortedMap<Integer, Event.Refitted> refits() {
    return refits;
  }

  /** The trials that predict together by all results so far, empty where there are none. */
  public Optional<Event.Ensembled> ensemble() {
    return Optional.ofNullable(ensemble);
  }

  /** How many trials were measured on at least one fold, by epochs seen. */
  public NavigableMap<Integer, Integer> rungs() {
    return rungs;
  }

  /** The trials that have come to {@code rung}: so many folds measured at so many epochs. */
  public RungMembers rung(Budget rung) {
    return index.at(rung);
  }

  /** Every rung that a trial has come to, the fewest epochs first, then the fewest folds. */
  public NavigableSet<Budget> rungsReached() {
    return index.rungs().keySet();
  }

  /** The trials of which nothing was measured, nothing runs and nothing has failed. */
  public SortedSet<Integer> unbegun() {
    return index.unbegun();
  }

  /**
   * The trials that were measured at all epochs, neither broken nor beyond a bound, by their folds:
   * bit f stands for fold f. Empty where trials have one fold.
   */
  public SortedMap<BigInteger, Peers> peers() {
    return peers.byFolds();
  }

  /** The lowest rung, empty where none was chosen. */
  public Optional<Budget> lowestRung() {
    return Optional.ofNullable(lowestRung);
  }

  /** What the sweep took over from before its first trial. */
  public Event.Recalled recalled() {
    return recalled;
  }

  /** The trials that were given up for a fork of another one. */
  public SortedSet<Integer> replaced() {
    return replaced;
  }

  /** The numeric path that the first measured run was computed on, empty where none tells. */
  public String numericPath() {
    return numericPath;
  }

  /** How many runs can run at once, as far as decisions know. */
  public int slots() {
    return slots;
  }

  /**
   * The history after one more event.
   *
   * @throws IllegalArgumentException if the event cannot follow: the journal is damaged
   */
  public History with(Recorded recorded) {
    if (recorded.number() != totals.lastEvent() + 1) {
      throw new IllegalArgumentException(
          "Event " + recorded.number() + " cannot follow event " + totals.lastEvent() + ".");
    }
    return new Change(this, totals.at(recorded)).apply(recorded.event());
  }

  /** One step of a history: a mutable sketch of the next one, used once. */
  private static final class Change {
    private final Terms terms;
    private PVector<Trial> trials;
    private PSortedSet<Fingerprint> keys;
    private PSortedMap<RunId, Integer> outstanding;
    private PSortedMap<RunId, Long> assignedAt;
    private PSortedMap<RunId, Integer> lost;
    private PSortedSet<Integer> unassigned;
    private PSortedMap<Integer, Event.Refitted> refits;
    private Event.@Nullable Ensembled ensemble;
    private PSortedMap<Integer, Integer> rungs;
    private RungIndex index;
    private PeerIndex peers;
    private @Nullable Budget lowestRung;
    private Event.Recalled recalled;
    private PSortedSet<Integer> replaced;
    private String numericPath;
    private int slots;
    private Totals totals;

    Change(History from, Totals totals) {
      this.terms = from.terms;
      this.trials = from.trials;
      this.keys = from.keys;
      this.outstanding = from.outstanding;
      this.assignedAt = from.assignedAt;
      this.lost = from.lost;
      this.unassigned = from.unassigned;
      this.refits = from.refits;
      this.ensemble = from.ensemble;
      this.rungs = from.rungs;
      this.index = from.index;
      this.peers = from.peers;
      this.lowestRung = from.lowestRung;
      this.recalled = from.recalled;
      this.replaced = from.replaced;
      this.numericPath = from.numericPath;
      this.slots = from.slots;
      this.totals = totals;
    }

    History apply(Event event) {
      if (event instanceof Event.Opened opened) {
        totals = totals.openedBy(opened.incarnation());
      } else if (event instanceof Event.Resized resized) {
        slots = resized.slots();
      } else if (event instanceof Event.Started started) {
        start(new Trial(started.trial(), started.configuration(), TreePMap.empty(), null));
      } else if (event instanceof Event.Forked forked) {
        fork(forked);
      } else if (event instanceof Event.Recalled taken) {
        recalled = taken;
      } else if (event instanceof Event.RungChosen chosen) {
        lowestRung = chosen.lowest();
      } else if (event instanceof Event.Assigned assigned) {
        assign(assigned);
      } else if (event instanceof Event.Checkpointed checkpointed) {
        checkpoint(checkpointed);
      } else if (event instanceof Event.Finished finished) {
        finish(finished);
        ensemble = null; // it was chosen by other results
      } else if (event instanceof Event.Lost gone) {
        lose(gone);
      } else if (event instanceof Event.Retried retried) {
        retry(retried.trial());
      } else if (event instanceof Event.Refitted refitted) {
        refits = refits.plus(refitted.trial(), refitted);
      } else if (event instanceof Event.Ensembled ensembled) {
        ensemble = ensembled;
      }
      return new History(this);
    }

    private void start(Trial trial) {
      if (trial.number() != trials.size()) {
        throw new IllegalArgumentException(
            "Trial " + trial.number() + " cannot follow " + trials.size() + " trials.");
      }
      trials = trials.plus(trial);
      keys = keys.plus(Fingerprint.of(trial.configuration().key()));
      unassigned = unassigned.plus(trial.number());
      index = index.waits(trial, terms);
    }

    private void fork(Event.Forked forked) {
      Trial.Origin origin = forked.origin();
      FoldProgress parent = trial(origin.parent()).folds().get(forked.fold());
      if (parent == null || parent.epochs() != origin.epochs()) {
        throw new IllegalArgumentException(
            "Trial " + forked.trial() + " cannot come from " + origin + ": it is not there.");
      }
      start(
          new Trial(
              forked.trial(),
              forked.configuration(),
              TreePMap.singleton(forked.fold(), parent.inherited()),
              origin));
      replaced = replaced.plus(origin.replaced());
    }

    private void assign(Event.Assigned assigned) {
      RunId run = assigned.run();
      FoldProgress before = trial(run.trial()).folds().get(run.fold());
      requireAssignable(run, assigned.attempt(), before);
      int seen = before == null ? 0 : before.epochs();
      boolean again = lost.containsKey(run);
      leave(run.trial());
      FoldProgress after =
          before == null
              ? FoldProgress.assigned(assigned.attempt(), run.epochs())
              : before.reassigned(assigned.attempt(), run.epochs());
      replace(run, after);
      lost = lost.minus(run);
      outstanding = outstanding.plus(run, assigned.attempt());
      assignedAt = assignedAt.plus(run, totals.elapsed());
      int more = run.epochs() - seen;
      totals = totals.assigned(before == null ? 1 : 0, again ? 0 : more, more);
    }

    private void requireAssignable(RunId run, int attempt, @Nullable FoldProgress before) {
      boolean possible =
          before == null
              ? run.fold() < terms.full().folds() && attempt >= 0
              : before.running() == 0
                  && before.ending() == null
                  && before.epochs() < run.epochs()
                  && before.attempt() < attempt;
      if (!possible) {
        throw new IllegalArgumentException(
            run + ", attempt " + attempt + ", cannot be assigned: its fold is at " + before + ".");
      }
    }

    private Trial trial(int number) {
      if (number < 0 || number >= trials.size()) {
        throw new IllegalArgumentException("Trial " + number + " was never started.");
      }
      return trials.get(number);
    }

    private void finish(Event.Finished finished) {
      RunId run = finished.run();
      FoldProgress before = endOutstanding(run, finished.attempt());
      if (numericPath.isEmpty() && !(finished.result() instanceof FoldResult.Failed)) {
        numericPath = finished.result().usage().numericPath();
      }
      if (finished.result() instanceof FoldResult.Scored scored) {
        if (trial(run.trial()).folds().values().stream()
            .noneMatch(fold -> fold.rung(run.epochs()).isPresent())) {
          rungs = rungs.plus(run.epochs(), rungs.getOrDefault(run.epochs(), 0) + 1);
        }
        replace(run, before.reached(rung(run, scored), scored.artifacts().checkpoint()));
        index = index.reached(trial(run.trial()), terms, run.epochs());
        totals =
            totals.ended(0).took(run.epochs() - before.epochs(), scored.usage().milliseconds());
      } else {
        replace(run, before.ended(finished.result()));
        index = index.broke(trial(run.trial()), run.epochs());
        totals = totals.ended(1);
      }
      enter(run.trial());
    }

    /** A trial that waited waits no more; call it before the trial changes. */
    private void leave(int number) {
      if (isIdle(trial(number))) {
        index = index.leaves(trial(number), terms);
      }
    }

    /** A trial waits if nothing of it runs; call it when the trial has changed. */
    private void enter(int number) {
      if (isIdle(trial(number))) {
        index = index.waits(trial(number), terms);
      }
    }

    private boolean isIdle(Trial trial) {
      for (FoldProgress fold : trial.folds().values()) {
        if (fold.running() > 0 || fold.ending() != null) {
          return false;
        }
      }
      RunId next = lost.isEmpty() ? null : lost.ceilingKey(new RunId(trial.number(), 0, 1));
      return next == null || next.trial() != trial.number();
    }

    private FoldProgress.Rung rung(RunId run, FoldResult.Scored scored) {
      List<String> metrics = terms.metrics();
      double[] values = new double[metrics.size()];
      for (int i = 0; i < values.length; i++) {
        Double value = scored.metrics().get(metrics.get(i));
        values[i] = value == null ? Double.NaN : value;
      }
      return new FoldProgress.Rung(run.epochs(), values);
    }

    private void checkpoint(Event.Checkpointed event) {
      FoldProgress fold = outstanding(event.run(), event.attempt());
      replace(event.run(), fold.checkpointed(event.waypoint()));
    }

    private void lose(Event.Lost gone) {
      replace(gone.run(), endOutstanding(gone.run(), gone.attempt()).lost(gone.blame()));
      lost = lost.plus(gone.run(), gone.attempt());
    }

    private FoldProgress endOutstanding(RunId run, int attempt) {
      FoldProgress fold = outstanding(run, attempt);
      outstanding = outstanding.minus(run);
      totals = totals.given(assignedAt.getOrDefault(run, 0L), run.epochs() - fold.epochs());
      assignedAt = assignedAt.minus(run);
      return fold;
    }

    private FoldProgress outstanding(RunId run, int attempt) {
      Integer assigned = outstanding.get(run);
      FoldProgress fold = trial(run.trial()).folds().get(run.fold());
      if (assigned == null || assigned != attempt || fold == null) {
        throw new IllegalArgumentException(run + ", attempt " + attempt + ", is not outstanding.");
      }
      return fold;
    }

    private void retry(int number) {
      Trial trial = trial(number);
      for (var entry : trial.folds().entrySet()) {
        FoldProgress fold = entry.getValue();
        if (fold.ending() != null) {
          trial = trial.with(entry.getKey(), fold.retried());
          unassigned = fold.epochs() == 0 ? unassigned.plus(number) : unassigned;
        }
      }
      leave(number);
      peers = peers.changed(trials.get(number), trial, terms);
      trials = trials.with(number, trial);
      index = index.retried(number);
      enter(number);
    }

    private void replace(RunId run, FoldProgress fold) {
      Trial before = trials.get(run.trial());
      Trial trial = before.with(run.fold(), fold);
      peers = peers.changed(before, trial, terms);
      trials = trials.with(run.trial(), trial);
      if (isAssignedEverywhere(trial)) {
        unassigned = unassigned.minus(run.trial());
      }
    }

    private boolean isAssignedEverywhere(Trial trial) {
      return trial.folds().size() >= terms.full().folds()
          && trial.folds().values().stream()
              .allMatch(f -> f.running() > 0 || f.epochs() > 0 || f.ending() != null);
    }
  }
}
