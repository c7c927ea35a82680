package io.finesweep.sweep;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import java.util.ArrayList;
import java.util.List;

/** A store that ends with its process. */
public final class MemoryStore implements TrialStore {

  private final List<Recorded> before;
  private final List<Recorded> recorded;

  /** An empty store. */
  public MemoryStore() {
    this(List.of());
  }

  /** A store that carries on after these events. */
  public MemoryStore(List<Recorded> before) {
    this.before = List.copyOf(before);
    this.recorded = new ArrayList<>(before);
  }

  /** All events, those appended included. */
  public List<Recorded> recorded() {
    return List.copyOf(recorded);
  }

  @Override
  public Iterable<Recorded> events() {
    return before;
  }

  @Override
  public int incarnation() {
    int last = 0;
    for (Recorded event : before) {
      if (event.event() instanceof Event.Opened opened) {
        last = Math.max(last, opened.incarnation());
      }
    }
    return last + 1;
  }

  @Override
  public void append(Recorded event) {
    recorded.add(event);
  }

  @Override
  public void acknowledge() {}

  @Override
  public void close() {}
}
