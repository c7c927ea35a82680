package io.finesweep.sweep;

import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.sampler.Sampler;
import io.finesweep.schedule.Schedule;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Decides a journal again: every decision that it holds must come out of the history up to the last
 * event that the decision saw.
 */
public final class Replay {

  private final SweepSpec spec;
  private final Decider decider;

  /** A replay with the strategy of the sweep. */
  public Replay(SweepSpec spec, Sampler sampler, Schedule schedule) {
    this.spec = spec;
    this.decider = new Decider(spec, sampler, schedule);
  }

  /**
   * A decision that comes out differently.
   *
   * @param recorded what the journal holds
   * @param decided what the history up to there leads to
   */
  public record Difference(Recorded recorded, List<Event> decided) {
    public Difference {
      decided = List.copyOf(decided);
    }
  }

  /** The first decision that comes out differently; empty where all come out as they were. */
  public Optional<Difference> difference(Iterable<Recorded> events) {
    History history = History.empty(spec.terms());
    Queue<Event> expected = new ArrayDeque<>();
    for (Recorded recorded : events) {
      Event event = recorded.event();
      if (isDecision(event)) {
        if (expected.isEmpty()) {
          expected.addAll(decided(history));
        }
        if (!event.equals(expected.poll())) {
          return Optional.of(new Difference(recorded, decided(history)));
        }
      } else {
        // A driver may die between the events of one decision; the next one decides anew.
        expected.clear();
      }
      history = history.with(recorded);
    }
    return Optional.empty();
  }

  private List<Event> decided(History history) {
    return decider.again(history).<List<Event>>map(List::of).orElseGet(() -> next(history));
  }

  private List<Event> next(History history) {
    return decider.next(history);
  }

  private static boolean isDecision(Event event) {
    return event instanceof Event.Started
        || event instanceof Event.Forked
        || event instanceof Event.RungChosen
        || event instanceof Event.Assigned;
  }
}
