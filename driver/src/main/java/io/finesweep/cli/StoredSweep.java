package io.finesweep.cli;

import io.finesweep.analysis.Ranking;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Journal;
import io.finesweep.store.SweepFolder;
import io.finesweep.trial.Settings;
import java.util.List;
import java.util.Locale;

/** A sweep as the store keeps it, read without taking its lock. */
record StoredSweep(SweepFolder folder, SweepConfiguration configuration, List<Recorded> events) {

  StoredSweep {
    events = List.copyOf(events);
  }

  /** The sweep in the folder {@code directory}. */
  static StoredSweep at(String directory) {
    SweepFolder folder = SweepFolder.at(directory, HadoopSettings.here());
    require(folder, directory);
    return of(folder);
  }

  /** Refuses a folder that is none of a sweep. */
  static void require(SweepFolder folder, String directory) {
    if (!folder.isSweep()) {
      throw new Mistakes.Mistake(
          "'"
              + directory
              + "' is not the folder of a sweep: it holds no "
              + SweepFolder.CONF
              + ".\n"
              + "Maybe it is a store with sweeps in it: finesweep list "
              + directory);
    }
  }

  static StoredSweep of(SweepFolder folder) {
    SweepConfiguration configuration =
        ConfigurationOptions.reader().loadOpen(folder.location(SweepFolder.CONF), List.of());
    java.util.ArrayList<Recorded> events = new java.util.ArrayList<>();
    Journal.of(folder).events().forEach(events::add);
    return new StoredSweep(folder, configuration, events);
  }

  /** Whether its runs are another program's, which {@code ask-tell} asks for them. */
  boolean isAskTell() {
    return configuration.spec().experiment().data().equals(Settings.EMPTY);
  }

  History history() {
    return History.of(configuration.spec().terms(), events);
  }

  Ranking ranking(History history) {
    return Ranking.of(history, events);
  }

  /** "done", "stopped", or "open" where its last driver has not closed it. */
  String status() {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).event() instanceof Event.Closed closed) {
        return closed.ending().name().toLowerCase(Locale.ROOT);
      } else if (!(events.get(i).event() instanceof Event.Refitted)
          && !(events.get(i).event() instanceof Event.Ensembled)) {
        return "open";
      }
    }
    return "open";
  }
}
