package io.finesweep.store;

import io.finesweep.trial.Pauses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one driver's segments. When a write fails, a new segment is begun that fixes where the
 * failed one ends and holds everything that was not safe yet. Where bytes are safe only in a file
 * that is closed, as on object stores, a segment is written again as a whole with each batch, until
 * it is full: so there are few of them, and each is whole at any time.
 */
final class SegmentWriter {

  /** How many bytes a segment has at most that is written again and again. */
  private static final int FULL = 256 << 10;

  private final Storage storage;
  private final StoreTiming timing;
  private final List<byte[]> pending = new ArrayList<>();
  private Segment segment;
  private Storage.@Nullable Appender appender;
  private SortedMap<String, Long> ends = new TreeMap<>();
  private @Nullable Segment broken;
  private byte @Nullable [] whole;
  private long safe;

  /**
   * A writer that goes on in a segment just created.
   *
   * @param earlier where the segments of earlier drivers end
   */
  SegmentWriter(Claim claim, SortedMap<Segment, Long> earlier, StoreTiming timing) {
    this.storage = claim.storage();
    this.segment = claim.segment();
    this.appender = claim.appender();
    this.timing = timing;
    earlier.forEach((before, end) -> ends.put(before.name(), end));
  }

  /** A segment that this driver has created and nobody has written to. */
  record Claim(Storage storage, Segment segment, Storage.Appender appender) {}

  int incarnation() {
    return segment.incarnation();
  }

  /** Adds an event to what {@link #acknowledge} makes safe. */
  void append(byte[] json) {
    pending.add(JournalLine.of(json));
  }

  /**
   * Makes everything appended safe, and where earlier segments end, trying again while the store is
   * away.
   */
  void acknowledge() {
    boolean begun = appender == null || safe > 0;
    if (!pending.isEmpty() || !begun) {
      patiently(
          () -> {
            write();
            return true;
          });
    }
  }

  /** Whether another driver has begun a higher incarnation. */
  boolean isSuperseded() {
    Segment higher = new Segment(segment.incarnation() + 1, 0);
    return patiently(() -> storage.exists(higher.path()));
  }

  /** Something that needs the store. */
  private interface Attempt {
    boolean run() throws IOException;
  }

  private boolean patiently(Attempt attempt) {
    Duration waited = Duration.ZERO;
    for (int count = 1; ; count++) {
      try {
        return attempt.run();
      } catch (IOException e) {
        Duration pause = Pauses.before(count);
        waited = waited.plus(pause);
        if (Unreachable.isForbidden(e) || waited.compareTo(timing.patience()) > 0) {
          throw Unreachable.unavailable(storage.location(SweepFolder.JOURNAL), e);
        }
        pause(pause);
      }
    }
  }

  private void pause(Duration pause) {
    try {
      timing.sleeper().sleep(pause);
    } catch (IOException e) {
      throw Unreachable.unavailable(storage.location(SweepFolder.JOURNAL), e);
    }
  }

  private void write() throws IOException {
    Storage.Appender out = appender == null && whole == null ? begin() : appender;
    try {
      if (out != null) {
        append(out, batch());
      } else {
        publish(batch());
      }
    } catch (IOException e) {
      broken = segment;
      abandon();
      throw e;
    }
    ends.clear();
    pending.clear();
    if (whole != null && safe >= FULL) {
      abandon();
    }
  }

  private void append(Storage.Appender out, byte[] batch) throws IOException {
    out.write(batch);
    out.sync();
    if (!out.canSync()) {
      out.close();
      appender = null;
      whole = batch;
    }
    safe += batch.length;
  }

  private void publish(byte[] batch) throws IOException {
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.writeBytes(whole == null ? new byte[0] : whole);
    longer.writeBytes(batch);
    byte[] next = longer.toByteArray();
    storage.publish(segment.path(), next);
    whole = next;
    safe = next.length;
  }

  private byte[] batch() {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    if (safe == 0) {
      batch.writeBytes(JournalLine.of(EventJson.write(new Segment.Header(ends))));
    }
    pending.forEach(batch::writeBytes);
    return batch.toByteArray();
  }

  private Storage.Appender begin() throws IOException {
    if (broken != null) {
      storage.recover(broken.path()); // or nobody could read it
      broken = null;
    }
    Segment next = segment.next();
    Optional<Storage.Appender> created = storage.create(next.path());
    while (created.isEmpty()) {
      next = next.next(); // a try that failed had made its file
      created = storage.create(next.path());
    }
    segment = next;
    appender = created.get();
    return appender;
  }

  private void abandon() {
    ends.put(segment.name(), safe);
    safe = 0;
    whole = null;
    close();
  }

  /** Lets go of the file; what was acknowledged is safe already. */
  void close() {
    Storage.Appender open = appender;
    appender = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It was given up anyway; where it ends is what counts.
      }
    }
  }
}
