package io.finesweep.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.finesweep.trial.Blob;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Waypoint;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something that happened in a sweep. A decision is recorded before it is acted on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = Event.Recalled.class, name = "recalled"),
  @JsonSubTypes.Type(value = Event.Resized.class, name = "resized"),
  @JsonSubTypes.Type(value = Event.Started.class, name = "started"),
  @JsonSubTypes.Type(value = Event.Forked.class, name = "forked"),
  @JsonSubTypes.Type(value = Event.RungChosen.class, name = "rung-chosen"),
  @JsonSubTypes.Type(value = Event.Assigned.class, name = "assigned"),
  @JsonSubTypes.Type(value = Event.Checkpointed.class, name = "checkpointed"),
  @JsonSubTypes.Type(value = Event.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = Event.Lost.class, name = "lost"),
  @JsonSubTypes.Type(value = Event.Retried.class, name = "retried"),
  @JsonSubTypes.Type(value = Event.Refitted.class, name = "refitted"),
  @JsonSubTypes.Type(value = Event.Ensembled.class, name = "ensembled"),
  @JsonSubTypes.Type(value = Event.Closed.class, name = "closed")
})
public sealed interface Event {

  /**
   * A driver took the sweep over.
   *
   * @param incarnation from 1; each driver has a higher one than those before it
   * @param driver who it is, for people
   */
  record Opened(int incarnation, String driver) implements Event {}

  /**
   * What the sweep takes over from before its first trial, once: what it came from may be gone when
   * the sweep goes on.
   *
   * @param first points to try first, after those that the configuration names
   * @param past what earlier sweeps came to
   */
  record Recalled(List<Configuration> first, List<PastSweep> past) implements Event {

    /** Nothing. */
    public static final Recalled NOTHING = new Recalled(List.of(), List.of());

    public Recalled {
      first = List.copyOf(first);
      past = List.copyOf(past);
    }
  }

  /**
   * From now on so many runs can run at once; decisions may depend on it.
   *
   * @param slots at least 1, which is what holds before the first such event
   */
  record Resized(int slots) implements Event {}

  /**
   * A trial was proposed.
   *
   * @param seen the number of the last event that the decision saw
   */
  record Started(int trial, Configuration configuration, long seen) implements Event {}

  /**
   * A trial was proposed that goes on from another one's checkpoint.
   *
   * @param origin whose, and which trial was given up for it
   * @param fold the one that goes on
   * @param seen the number of the last event that the decision saw
   */
  record Forked(int trial, Trial.Origin origin, int fold, Configuration configuration, long seen)
      implements Event {}

  /**
   * The lowest rung of the ladder was chosen, once for the sweep.
   *
   * @param lowest where trials begin from now on
   * @param seen the number of the last event that the decision saw
   */
  record RungChosen(Budget lowest, long seen) implements Event {}

  /**
   * A fold run was given to a slot.
   *
   * @param attempt from 0; each attempt of the same fold has a higher one than those before it
   * @param seen the number of the last event that the decision saw
   */
  record Assigned(RunId run, int attempt, long seen) implements Event {}

  /**
   * A running fold left a checkpoint on its way: should it be lost, it goes on from there.
   *
   * @param waypoint with the epochs since the run's waypoint before
   */
  record Checkpointed(RunId run, int attempt, Waypoint waypoint) implements Event {}

  /** A fold run came to an end of its own. */
  record Finished(RunId run, int attempt, FoldResult result) implements Event {}

  /**
   * A fold run was lost: its executor, its driver or the connection to them is gone.
   *
   * @param blame whether the run may have been the cause
   */
  record Lost(RunId run, int attempt, String reason, Blame blame) implements Event {}

  /** The failed and diverged folds of a trial may run again: the user asked for it. */
  record Retried(int trial) implements Event {}

  /**
   * A trial's configuration was trained on all rows but the test set's.
   *
   * @param test the metrics on the test set, by name; none where there is no test set
   * @param model the model that came out of it
   * @param slots how many trained it together: the model's numbers depend on it
   */
  record Refitted(int trial, SortedMap<String, Double> test, Blob model, int slots)
      implements Event {
    public Refitted {
      test = Collections.unmodifiableSortedMap(new TreeMap<>(test));
    }
  }

  /**
   * Several trials' configurations were trained on all rows but the test set's, to predict
   * together.
   *
   * @param votes of each trial
   * @param gain by how much they are better than the best single trial, on folds that they were not
   *     chosen by, in the first objective's unit
   * @param error the gain's standard error over folds
   * @param test the metrics on the test set, by name; none where there is no test set
   * @param model all of them as one
   */
  record Ensembled(
      SortedMap<Integer, Integer> votes,
      double gain,
      double error,
      SortedMap<String, Double> test,
      Blob model)
      implements Event {
    public Ensembled {
      votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
      test = Collections.unmodifiableSortedMap(new TreeMap<>(test));
    }
  }

  /** A driver let the sweep go. */
  record Closed(Ending ending, String reason) implements Event {}

  /** Whether a lost run may have brought its executor down. */
  enum Blame {
    /** It counts as a loss of this run. */
    THE_RUN,
    /** Another run on the same executor, the driver or an operator was the cause. */
    SOMETHING_ELSE
  }

  /** How a driver left a sweep. */
  enum Ending {
    /** There is nothing left to do. */
    DONE,
    /** It can be carried on. */
    STOPPED
  }
}
