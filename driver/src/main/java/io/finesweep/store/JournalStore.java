package io.finesweep.store;

import io.finesweep.history.Recorded;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.sweep.TrialStore;
import java.io.IOException;
import java.time.Duration;

/**
 * A sweep's journal in the hands of its one writer. It is ours from {@link #open} to {@link #close}
 * or until another driver, having found us dead, opens a higher incarnation; what we write then
 * does not count, and the next {@link #acknowledge} says so.
 */
public final class JournalStore implements TrialStore {

  /** After how long without a heartbeat a driver on another machine counts as gone. */
  public static final Duration STALE = Duration.ofSeconds(60);

  private final SweepFolder folder;
  private final SweepLock lock;
  private final Journal earlier;
  private final SegmentWriter writer;
  private final Heartbeat heartbeat;

  private JournalStore(SweepFolder folder, SweepLock lock, Journal earlier, SegmentWriter writer) {
    this.folder = folder;
    this.lock = lock;
    this.earlier = earlier;
    this.writer = writer;
    this.heartbeat = new Heartbeat(lock);
  }

  /**
   * Takes a sweep, new or begun, for this driver.
   *
   * @param conf what it is to be run with
   * @param stale after how long without a heartbeat a driver on another machine counts as gone
   * @throws SweepRefused if another driver runs it, or if it was begun with other settings
   * @throws DamagedStore if its journal does not hold what was written
   * @throws StoreUnavailable if the folder cannot be written
   */
  public static JournalStore open(SweepFolder folder, SweepConf conf, Duration stale) {
    return open(folder, conf, StoreTiming.real(stale));
  }

  static JournalStore open(SweepFolder folder, SweepConf conf, StoreTiming timing) {
    try {
      Storage storage = folder.storage();
      int before = Journal.incarnation(storage);
      SweepLock lock = SweepLock.take(folder, timing);
      try {
        conf.settle(storage);
        return claim(folder, lock, new Segment(before + 1, 0), timing);
      } catch (IOException | RuntimeException e) {
        lock.release();
        throw e;
      }
    } catch (IOException e) {
      throw folder.unavailable("", e);
    }
  }

  private static JournalStore claim(
      SweepFolder folder, SweepLock lock, Segment first, StoreTiming timing) throws IOException {
    Storage storage = folder.storage();
    refuseDamage(storage);
    Storage.Appender appender = storage.create(first.path()).orElseThrow(lock::superseded);
    lock.confirm();
    for (Segment segment : Journal.segments(storage)) {
      if (segment.incarnation() < first.incarnation()) {
        storage.recover(segment.path());
      }
    }
    Journal earlier = Journal.of(storage);
    SegmentWriter.Claim claim = new SegmentWriter.Claim(storage, first, appender);
    SegmentWriter writer = new SegmentWriter(claim, earlier.ends().headMap(first), timing);
    JournalStore store = new JournalStore(folder, lock, earlier, writer);
    store.acknowledge();
    store.heartbeat.start();
    return store;
  }

  /** A damaged journal is to be found before anything is changed. */
  private static void refuseDamage(Storage storage) {
    try {
      Journal.of(storage);
    } catch (IOException e) {
      // A segment that its writer and the store died over can be read once it is recovered.
    }
  }

  @Override
  public Iterable<Recorded> events() {
    return earlier.events();
  }

  @Override
  public int incarnation() {
    return writer.incarnation();
  }

  /** The sweep's folder. */
  public SweepFolder folder() {
    return folder;
  }

  @Override
  public synchronized void append(Recorded event) {
    writer.append(EventJson.write(event));
  }

  @Override
  public synchronized void acknowledge() {
    writer.acknowledge();
    requireOwn();
  }

  /**
   * Returns if the sweep is still this driver's.
   *
   * @throws StoreUnavailable if another driver took it over
   */
  void requireOwn() {
    if (writer.isSuperseded()) {
      throw lock.superseded();
    }
  }

  @Override
  public synchronized void close() {
    heartbeat.stop();
    writer.close();
    try {
      lock.release();
    } catch (IOException e) {
      // The next driver finds this one dead.
    }
  }
}
