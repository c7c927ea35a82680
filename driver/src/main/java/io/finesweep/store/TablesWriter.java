package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Derives a sweep's Parquet tables from its events. {@code trials} is one file, replaced as a
 * whole; {@code folds}, {@code epochs} and {@code predictions} grow by parts. The same events give
 * the same files.
 */
public final class TablesWriter {

  private static final long RUNS_A_PART = 1000;

  private final SweepFolder folder;
  private final TrialRows trials;
  private final List<Parts> parts;
  private final Queue<Recorded> waiting = new ConcurrentLinkedQueue<>();
  private final List<TrialLedger> ledgers = new ArrayList<>();
  private History history;
  private boolean changed = true;

  /** A writer that has seen no event. */
  public TablesWriter(SweepFolder folder, TableSchema schema) {
    this.folder = folder;
    this.trials = new TrialRows(schema);
    this.history = History.empty(schema.terms());
    RunRows runs = new RunRows(schema);
    PredictionRows predictions = new PredictionRows(folder);
    this.parts =
        List.of(
            Parts.anew(folder, byRuns(RunRows.FOLDS, some -> Optional.of(runs.folds(some)))),
            Parts.anew(folder, byRuns(RunRows.EPOCHS, some -> Optional.of(runs.epochs(some)))),
            Parts.keeping(
                folder,
                new Parts.Layout(
                    PredictionRows.NAME,
                    Placed::weight,
                    Placed.FULL,
                    part -> predictions.table(part.placed()))));
  }

  private static Parts.Layout byRuns(
      String table, java.util.function.Function<List<Finished>, Optional<Table>> rows) {
    return new Parts.Layout(table, run -> 1, RUNS_A_PART, part -> rows.apply(part.runs()));
  }

  /**
   * Writes all tables of a sweep from its journal, deleting what does not belong to it. Full parts
   * of {@code predictions} stay: the files they were made of may be gone.
   */
  public static TablesWriter rebuild(
      SweepFolder folder, TableSchema schema, Iterable<Recorded> events) {
    TablesWriter writer = new TablesWriter(folder, schema);
    synchronized (writer) {
      for (Recorded event : events) {
        writer.add(event);
        writer.parts.forEach(Parts::publishFull);
      }
    }
    writer.refresh();
    writer.tidy();
    return writer;
  }

  /** Takes the next event; the tables tell of it after the next {@link #refresh}. */
  public void accept(Recorded event) {
    waiting.add(event);
  }

  /**
   * Writes what is new since the last time. It may take a second for thousands of trials: call it
   * from a thread that nobody waits for, and not after every event.
   *
   * @throws io.finesweep.sweep.StoreUnavailable if a table cannot be written; a later call does it
   */
  public synchronized void refresh() {
    for (Recorded event = waiting.poll(); event != null; event = waiting.poll()) {
      add(event);
      parts.forEach(Parts::publishFull);
    }
    parts.forEach(Parts::publish);
    if (changed) {
      trials.table(history, ledgers).publish(folder, TrialRows.NAME + "/" + Parts.name(0));
      changed = false;
    }
  }

  private void add(Recorded recorded) {
    history = history.with(recorded);
    changed = true;
    if (ledgers.size() < history.trials().size()) {
      ledgers.add(new TrialLedger(recorded.at()));
    }
    if (recorded.event() instanceof Finished finished) {
      ledgers.get(finished.run().trial()).add(recorded, finished);
      parts.forEach(part -> part.add(finished));
    }
  }

  /**
   * Writes {@code ranking.parquet}: the rows of {@code trials} in this order, with their rank and
   * front.
   *
   * @param best the trials, best first
   */
  public synchronized void publishRanking(List<Rank> best) {
    trials.ranking(history, ledgers, best).publish(folder, SweepFolder.RANKING);
  }

  private synchronized void tidy() {
    parts.forEach(Parts::tidy);
    folder.deleteUnpublished(TrialRows.NAME);
    folder.deleteUnpublished("");
  }
}
