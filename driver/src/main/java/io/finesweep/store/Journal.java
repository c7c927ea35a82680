package io.finesweep.store;

import io.finesweep.history.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep's journal holds: segments of checksummed lines, one event a line. Reading takes no
 * lock and changes nothing, so it works while a driver writes; an event that was not written to its
 * end does not count yet.
 */
public final class Journal {

  private final Storage storage;
  private final NavigableMap<Segment, Long> ends;

  private Journal(Storage storage, NavigableMap<Segment, Long> ends) {
    this.storage = storage;
    this.ends = ends;
  }

  /**
   * Looks through the journal of a sweep; one without any has no events.
   *
   * @throws DamagedStore if it does not hold what was written
   */
  public static Journal of(SweepFolder folder) {
    try {
      return of(folder.storage());
    } catch (IOException e) {
      throw folder.unavailable(SweepFolder.JOURNAL, e);
    }
  }

  static Journal of(Storage storage) throws IOException {
    List<Segment> segments = segments(storage);
    SortedMap<Segment, Long> fixed = fixed(storage, segments);
    NavigableMap<Segment, Long> ends = new TreeMap<>();
    for (Segment segment : segments) {
      ends.put(segment, measured(storage, segment, fixed.get(segment)));
    }
    for (Segment named : fixed.keySet()) {
      if (!ends.containsKey(named)) {
        throw damage(storage, named).missing();
      }
    }
    return new Journal(storage, ends);
  }

  /** The highest incarnation that ever was, 0 where there was none. */
  static int incarnation(Storage storage) throws IOException {
    return storage.list(SweepFolder.JOURNAL).stream()
        .flatMap(name -> Segment.named(name).stream())
        .mapToInt(Segment::incarnation)
        .max()
        .orElse(0);
  }

  /** All segments, in order. */
  static List<Segment> segments(Storage storage) throws IOException {
    List<Segment> segments =
        storage.list(SweepFolder.JOURNAL).stream()
            .flatMap(name -> Segment.named(name).stream())
            .sorted()
            .toList();
    Segment before = new Segment(0, 0);
    for (Segment segment : segments) {
      if (!segment.follows(before)) {
        Segment missing =
            segment.number() > 0
                ? new Segment(segment.incarnation(), segment.number() - 1)
                : new Segment(segment.incarnation() - 1, 0);
        throw damage(storage, missing).missing();
      }
      before = segment;
    }
    return segments;
  }

  /** Where segments end that a later one has fixed; what is left out there does not count. */
  private static SortedMap<Segment, Long> fixed(Storage storage, List<Segment> segments)
      throws IOException {
    SortedMap<Segment, Long> fixed = new TreeMap<>();
    for (Segment segment : segments) {
      Optional<Segment.Header> header = header(storage, segment);
      if (header.isPresent()) {
        header.get().ends().forEach((name, end) -> fixed.put(Segment.of(name), end));
        segments.stream()
            .filter(before -> before.compareTo(segment) < 0)
            .forEach(before -> fixed.putIfAbsent(before, 0L));
      }
    }
    return fixed;
  }

  private static Optional<Segment.Header> header(Storage storage, Segment segment)
      throws IOException {
    try (Lines lines = new Lines(storage.open(segment.path()), Long.MAX_VALUE)) {
      Optional<Lines.Line> first = lines.next();
      return first.isEmpty() || first.get().isTorn()
          ? Optional.empty()
          : Optional.of(header(storage, segment, first.get()));
    }
  }

  private static Segment.Header header(Storage storage, Segment segment, Lines.Line line) {
    byte[] json = line.json().orElseThrow(() -> damage(storage, segment).changed(line));
    try {
      return EventJson.read(json, Segment.Header.class);
    } catch (IOException e) {
      throw damage(storage, segment).strange(line, e);
    }
  }

  private static long measured(Storage storage, Segment segment, @Nullable Long fixed)
      throws IOException {
    long end = 0;
    Lines.Line bad = null;
    long limit = fixed == null ? Long.MAX_VALUE : fixed;
    try (Lines lines = new Lines(storage.open(segment.path()), limit)) {
      for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
        Lines.Line line = next.get();
        boolean good = line.json().isPresent();
        if (bad != null && good) {
          throw damage(storage, segment).changed(bad);
        } else if (good) {
          end = line.end();
        } else if (bad == null) {
          bad = line;
        }
      }
    }
    if (bad != null && (fixed != null || !bad.isTorn())) {
      throw damage(storage, segment).changed(bad);
    } else if (fixed != null && end < fixed) {
      throw damage(storage, segment).shortened(end, fixed);
    }
    return end;
  }

  /** All events, in order; read from the files as they are asked for. */
  public Iterable<Recorded> events() {
    return Events::new;
  }

  /**
   * The last event, empty where there is none; nothing before it is looked at again.
   *
   * @throws DamagedStore if it does not hold what was written
   */
  public Optional<Recorded> last() {
    for (Segment segment : ends.descendingKeySet()) {
      try (Lines lines = new Lines(storage.open(segment.path()), ends.getOrDefault(segment, 0L))) {
        lines.next(); // the header
        Lines.Line last = null;
        for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
          last = next.get();
        }
        if (last != null) {
          return Optional.of(recorded(segment, last));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Optional.empty();
  }

  private Recorded recorded(Segment segment, Lines.Line line) {
    byte[] json = line.json().orElseThrow(() -> damage(storage, segment).changed(line));
    try {
      return EventJson.read(json, Recorded.class);
    } catch (IOException e) {
      throw damage(storage, segment).strange(line, e);
    }
  }

  private static SegmentDamage damage(Storage storage, Segment segment) {
    return new SegmentDamage(storage.location(segment.path()), segment);
  }

  /** Where each segment ends. */
  NavigableMap<Segment, Long> ends() {
    return ends;
  }

  /** Walks over the events of all segments. */
  private final class Events implements Iterator<Recorded> {
    private final Iterator<Segment> segments = ends.keySet().iterator();
    private final List<Recorded> ready = new ArrayList<>();
    private @Nullable Lines lines;
    private @Nullable Segment segment;
    private long last;

    @Override
    public boolean hasNext() {
      try {
        while (ready.isEmpty() && advance()) {}
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return !ready.isEmpty();
    }

    @Override
    public Recorded next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The journal has no further event.");
      }
      return ready.remove(0);
    }

    private boolean advance() throws IOException {
      if (lines == null) {
        if (!segments.hasNext()) {
          return false;
        }
        segment = segments.next();
        lines = new Lines(storage.open(segment.path()), ends.getOrDefault(segment, 0L));
        lines.next(); // the header
        return true;
      }
      Optional<Lines.Line> line = lines.next();
      if (line.isEmpty()) {
        lines.close();
        lines = null;
      } else if (segment != null) {
        ready.add(event(segment, line.get()));
      }
      return true;
    }

    private Recorded event(Segment segment, Lines.Line line) {
      Recorded recorded = recorded(segment, line);
      if (recorded.number() != last + 1) {
        throw damage(storage, segment).gap(line, last, recorded.number());
      }
      last = recorded.number();
      return recorded;
    }
  }
}
