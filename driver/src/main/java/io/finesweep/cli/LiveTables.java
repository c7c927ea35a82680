package io.finesweep.cli;

import io.finesweep.analysis.Ranking;
import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.store.SweepFolder;
import io.finesweep.store.TableSchema;
import io.finesweep.store.TablesWriter;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.sweep.SweepSpec;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A sweep's tables while it runs: written by a thread of their own, whenever the number of ended
 * runs has grown by a tenth, so that all writing together stays in proportion to the sweep; and the
 * report, whenever it has grown by half.
 */
final class LiveTables implements AutoCloseable {

  private static final double GROWTH = 1.1;
  private static final double REPORT_GROWTH = 1.5;

  private final TablesWriter writer;
  private final Runnable report;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "finesweep-tables");
            daemon.setDaemon(true);
            return daemon;
          });
  private final AtomicBoolean writing = new AtomicBoolean();
  private long ended;
  private long next = 1;
  private long reported;

  private LiveTables(TablesWriter writer, Runnable report) {
    this.writer = writer;
    this.report = report;
  }

  /**
   * Tables that tell of {@code events}, and then of those that follow.
   *
   * @param report writes the report
   */
  static LiveTables begin(
      SweepFolder folder, SweepSpec spec, Iterable<Recorded> events, Runnable report) {
    return new LiveTables(TablesWriter.rebuild(folder, TableSchema.of(spec), events), report);
  }

  /** Takes the next event in. */
  void accept(Recorded recorded) {
    writer.accept(recorded);
    if (recorded.event() instanceof Event.Finished) {
      ended++;
      if (ended >= next && writing.compareAndSet(false, true)) {
        next = Math.max(ended + 1, Math.round(ended * GROWTH));
        boolean withReport = ended >= reported * REPORT_GROWTH;
        reported = withReport ? ended : reported;
        thread.execute(withReport ? this::refreshAll : this::refresh);
      }
    }
  }

  private void refreshAll() {
    refresh();
    report.run();
  }

  private void refresh() {
    try {
      writer.refresh();
    } catch (StoreUnavailable e) {
      next = ended + 1; // the journal, which is written first, says it to the user
    } finally {
      writing.set(false);
    }
  }

  /** Writes everything that is known, and the ranking. */
  void finish(Ranking ranking) {
    close();
    writer.refresh();
    writer.publishRanking(Ranks.of(ranking));
  }

  /** Ends the thread; what it is writing is written to its end. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.HOURS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
