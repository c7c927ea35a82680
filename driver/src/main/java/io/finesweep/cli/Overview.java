package io.finesweep.cli;

import io.finesweep.analysis.Standing;
import io.finesweep.config.InvalidConfiguration;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.metric.Objective;
import io.finesweep.report.Beside;
import io.finesweep.report.Dashboard;
import io.finesweep.report.SweepEntry;
import io.finesweep.report.Words;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.DamagedStore;
import io.finesweep.store.Driver;
import io.finesweep.store.Evaluations;
import io.finesweep.store.Note;
import io.finesweep.store.Notes;
import io.finesweep.store.Stores;
import io.finesweep.store.SweepFolder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All sweeps of a store as they are now. A sweep that nobody runs is read once; one that runs, at
 * most once in a while.
 */
final class Overview {

  private final String store;
  private final Duration fresh;
  private final InstantSource clock;
  private final Map<String, Seen> seen = new HashMap<>();
  private List<String> evaluatedFiles = List.of();
  private List<Beside.Entry> evaluated = List.of();

  /**
   * @param fresh for how long what was read of an open sweep is taken as it is
   */
  Overview(String store, Duration fresh, InstantSource clock) {
    this.store = store;
    this.fresh = fresh;
    this.clock = clock;
  }

  /** A sweep as it was read, and the files that it was read from. */
  private record Seen(List<String> files, long at, SweepEntry entry) {}

  /** Where the store is, for people. */
  String location() {
    return SweepFolder.at(store, HadoopSettings.here()).location("");
  }

  /** The sweeps; one that cannot be read does not hide the others. */
  synchronized Dashboard.Sweeps sweeps() {
    List<SweepEntry> entries = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (SweepFolder folder : Stores.list(store, HadoopSettings.here())) {
      try {
        entries.add(entry(folder));
      } catch (DamagedStore | InvalidConfiguration e) {
        unreadable.add(folder.name() + " cannot be read: " + e.getMessage());
      }
    }
    return new Dashboard.Sweeps(entries, evaluations(unreadable), unreadable);
  }

  private List<Beside.Entry> evaluations(List<String> unreadable) {
    SweepFolder folder = SweepFolder.at(store, HadoopSettings.here());
    List<String> files = folder.list(Evaluations.NAME);
    try {
      if (!files.equals(evaluatedFiles)) {
        evaluated = Evaluated.in(folder);
        evaluatedFiles = files;
      }
      return evaluated;
    } catch (DamagedStore e) {
      unreadable.add("The evaluations cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private SweepEntry entry(SweepFolder folder) {
    List<String> files = new ArrayList<>(folder.list(SweepFolder.JOURNAL));
    files.addAll(folder.list(Notes.FOLDER));
    files.addAll(folder.list(SweepFolder.REPORT));
    Seen before = seen.get(folder.name());
    long now = clock.millis();
    boolean holds =
        before != null
            && before.files().equals(files)
            && (before.entry().identity().status().equals("done")
                || now - before.at() < fresh.toMillis());
    if (before != null && holds) {
      return before.entry();
    }
    SweepEntry entry = read(folder);
    seen.put(folder.name(), new Seen(files, now, entry));
    return entry;
  }

  private static SweepEntry read(SweepFolder folder) {
    StoredSweep sweep = StoredSweep.of(folder);
    List<Note> notes = Notes.of(folder).all();
    return new SweepEntry(
        identity(folder, sweep),
        outcome(sweep),
        sweep.configuration().resolved().values(),
        DataFacts.facts(folder),
        Notes.tags(notes),
        notes.stream().map(n -> new SweepEntry.Remark(n.at(), n.author(), n.text())).toList());
  }

  private static SweepEntry.Identity identity(SweepFolder folder, StoredSweep sweep) {
    return new SweepEntry.Identity(
        folder.name(),
        owner(sweep.events()),
        sweep.status(),
        sweep.events().isEmpty() ? 0 : sweep.events().get(0).at(),
        folder.exists(Reports.PATH) ? folder.name() + "/" + Reports.PATH : "");
  }

  /** Who started the first driver. */
  static String owner(List<Recorded> events) {
    return events.stream()
        .map(Recorded::event)
        .filter(Event.Opened.class::isInstance)
        .map(event -> Driver.user(((Event.Opened) event).driver()))
        .findFirst()
        .orElse("");
  }

  private static SweepEntry.Outcome outcome(StoredSweep sweep) {
    History history = sweep.history();
    Objective objective = history.terms().objectives().get(0);
    Optional<Standing> first = sweep.ranking(history).winner();
    return new SweepEntry.Outcome(
        objective,
        history.trials().size(),
        history.totals().elapsed(),
        first.flatMap(standing -> winner(standing, objective)).orElse(null),
        history.refits().values().stream()
            .reduce((earlier, later) -> later)
            .map(Event.Refitted::test)
            .orElse(new TreeMap<>()));
  }

  private static Optional<SweepEntry.Winner> winner(Standing standing, Objective objective) {
    return standing
        .metric(objective.metric())
        .map(
            best ->
                new SweepEntry.Winner(
                    standing.number(), best, Words.parameters(standing.configuration())));
  }
}
