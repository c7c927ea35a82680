package io.finesweep.cli;

import io.finesweep.analysis.Ranking;
import io.finesweep.config.KeepFiles;
import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.store.FoldRuns;
import io.finesweep.store.JournalStore;
import io.finesweep.store.SweepFolder;
import io.finesweep.store.TableSchema;
import io.finesweep.store.TablesWriter;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.sweep.SweepSpec;
import java.util.Optional;
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
  private final Optional<FoldRuns> files;
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

  private LiveTables(TablesWriter writer, Optional<FoldRuns> files, Runnable report) {
    this.writer = writer;
    this.files = files;
    this.report = report;
  }

  /**
   * Tables that tell of a sweep's events so far, and then of those that follow.
   *
   * @param keep which of the runs' files
   * @param report writes the report
   */
  static LiveTables begin(JournalStore store, SweepSpec spec, KeepFiles keep, Runnable report) {
    SweepFolder folder = store.folder();
    Iterable<Recorded> events = store.events();
    return new LiveTables(
        TablesWriter.rebuild(folder, TableSchema.of(spec), events),
        keep == KeepFiles.ALL
            ? Optional.empty()
            : Optional.of(FoldRuns.after(folder, events, store::acknowledge)),
        report);
  }

  /** Takes the next event in. */
  void accept(Recorded recorded) {
    writer.accept(recorded);
    files.ifPresent(all -> all.accept(recorded));
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
      files.ifPresent(FoldRuns::tidy);
    } catch (StoreUnavailable e) {
      next = ended + 1; // the journal, which is written first, says it to the user
    } finally {
      writing.set(false);
    }
  }

  /**
   * Writes everything that is known, and the ranking.
   *
   * @param ending whether the sweep will go on
   */
  void finish(Ranking ranking, Event.Ending ending) {
    close();
    writer.refresh();
    if (ending == Event.Ending.DONE) {
      files.ifPresent(FoldRuns::finish);
    }
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
