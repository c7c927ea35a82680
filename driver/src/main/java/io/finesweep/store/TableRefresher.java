package io.finesweep.store;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.sweep.StoreUnavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a running sweep's tables fresh in a thread of its own. It rests ten times as long as a
 * refresh took, so that a large sweep is not slowed down, and five seconds at least.
 */
public final class TableRefresher implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TableRefresher.class.getName());
  private static final Duration SHORTEST_REST = Duration.ofSeconds(5);
  private static final int REST = 10;

  private final TablesWriter writer;
  private final InstantSource clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread daemon = new Thread(work, "finesweep-tables");
            daemon.setDaemon(true);
            return daemon;
          });
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile long restUntil = Long.MIN_VALUE;

  /** Refreshes the tables of {@code writer}. */
  public TableRefresher(TablesWriter writer) {
    this(writer, InstantSource.system());
  }

  TableRefresher(TablesWriter writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** Takes the next event and returns at once. */
  public void accept(Recorded event) {
    writer.accept(event);
    boolean due = event.event() instanceof Event.Finished && clock.millis() >= restUntil;
    if (due && busy.compareAndSet(false, true)) {
      thread.execute(this::refresh);
    }
  }

  private void refresh() {
    long begun = clock.millis();
    try {
      writer.refresh();
    } catch (StoreUnavailable e) {
      LOG.log(Level.WARNING, "The tables will be written later. {0}", e.getMessage());
    } finally {
      long now = clock.millis();
      restUntil = now + Math.max(SHORTEST_REST.toMillis(), REST * (now - begun));
      busy.set(false);
    }
  }

  /**
   * Writes what is new and ends.
   *
   * @throws StoreUnavailable if a table cannot be written; it can be rebuilt from the journal
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.MINUTES)) {
        LOG.log(Level.WARNING, "The tables are still being written.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.refresh();
  }
}
