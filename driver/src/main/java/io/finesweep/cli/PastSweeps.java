package io.finesweep.cli;

import io.finesweep.config.InvalidConfiguration;
import io.finesweep.config.LocatedProblem;
import io.finesweep.config.NamedSweep;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.PastSweep;
import io.finesweep.history.Recorded;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.DamagedStore;
import io.finesweep.store.Journal;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.trial.Names;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** One reading of the earlier sweeps that a configuration names. */
final class PastSweeps {

  /** So many of those that {@code latest} passes over are named. */
  private static final int NAMED = 3;

  private static final String OTHERWISE = "Maybe name another sweep, or leave it out.";

  private final SweepConfiguration configuration;
  private final Configuration hadoop = HadoopSettings.here();
  private final Map<String, String> known = new HashMap<>();
  private final List<PastSweep> past = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<LocatedProblem> problems = new ArrayList<>();

  private PastSweeps(SweepConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * What earlier sweeps have to tell.
   *
   * @param past those of which something is taken over
   * @param lines what is taken over of each that is named, and why not, for people
   */
  record Account(List<PastSweep> past, List<String> lines) {
    Account {
      past = List.copyOf(past);
      lines = List.copyOf(lines);
    }
  }

  /** A sweep of the store, and when something happened in it last. */
  private record Dated(SweepFolder folder, long end) {}

  /**
   * What those have to tell that {@code configuration} names, each once.
   *
   * @throws InvalidConfiguration if one that is named by its folder cannot be read; {@code latest}
   *     passes over those
   * @throws StoreUnavailable if the place of one cannot be reached now
   */
  static Account of(SweepConfiguration configuration) {
    return new PastSweeps(configuration).read();
  }

  private Account read() {
    for (NamedSweep named : configuration.warmStart()) {
      if (named.isLatest()) {
        latest();
      } else {
        named(named);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems);
    }
    return new Account(past, lines);
  }

  private void named(NamedSweep named) {
    try {
      SweepFolder folder = SweepFolder.at(named.name(), hadoop);
      if (folder.isSweep()) {
        StoredSweep sweep = StoredSweep.of(folder);
        take(named.name(), sweep, Lesson.of(sweep, configuration));
      } else {
        problems.add(
            named.problem(
                "which is not the folder of a sweep: it holds no " + SweepFolder.CONF + ".",
                wayOut(named.name(), folder)));
      }
    } catch (StoreUnavailable e) {
      throw new StoreUnavailable(
          named.problem("which cannot be read now: " + first(e), OTHERWISE).toString(), e);
    } catch (InvalidConfiguration
        | DamagedStore
        | UncheckedIOException
        | IllegalArgumentException e) {
      problems.add(named.problem("which cannot be read: " + first(e), OTHERWISE));
    }
  }

  private String wayOut(String name, SweepFolder folder) {
    String near = Names.maybe(name, List.of(NamedSweep.LATEST));
    if (near.startsWith("Maybe")) {
      return near;
    }
    String store = configuration.store();
    if (store != null && !name.contains("/")) {
      SweepFolder stored = SweepFolder.of(store, name, hadoop);
      if (stored.isSweep()) {
        return "Maybe write it with its store: " + stored.location("") + ".";
      }
    }
    for (String inner : folder.list("")) {
      SweepFolder below = SweepFolder.of(name, inner, hadoop);
      if (below.isSweep()) {
        return "Maybe name one of the sweeps in it, such as " + below.location("") + ".";
      }
    }
    return "Maybe it is relative to another folder; latest stands for the last sweep of the store.";
  }

  private void latest() {
    String store = configuration.store();
    if (store == null) {
      lines.add("latest finds no earlier sweep: 'sweep.store' is not set");
      return;
    }
    int passed = 0;
    for (Dated other : others(store)) {
      SweepFolder folder = other.folder();
      try {
        StoredSweep sweep = StoredSweep.of(folder);
        Lesson lesson = Lesson.of(sweep, configuration);
        if (!lesson.past().results().isEmpty()) {
          more(passed);
          take(NamedSweep.LATEST, sweep, lesson);
          return;
        } else if (passed++ < NAMED) {
          lines.add("latest passes over " + folder.name() + ": " + lesson.text());
        }
      } catch (InvalidConfiguration
          | DamagedStore
          | StoreUnavailable
          | UncheckedIOException
          | IllegalArgumentException e) {
        passOver(folder, e);
      }
    }
    more(passed);
    String where = SweepFolder.at(store, hadoop).location("");
    lines.add("latest finds no earlier sweep to learn from in '" + where + "'");
  }

  private void more(int passed) {
    if (passed > NAMED) {
      lines.add("latest passes over " + (passed - NAMED) + " more that tell nothing");
    }
  }

  /** The other sweeps of the store, the one that something happened in last first. */
  private List<Dated> others(String store) {
    List<Dated> others = new ArrayList<>();
    for (String name : SweepFolder.at(store, hadoop).list("")) {
      SweepFolder folder = SweepFolder.of(store, name, hadoop);
      try {
        if (!name.equals(configuration.spec().name()) && folder.isSweep()) {
          long end = Journal.of(folder).last().map(Recorded::at).orElse(0L);
          others.add(new Dated(folder, end));
        }
      } catch (DamagedStore | StoreUnavailable | UncheckedIOException e) {
        passOver(folder, e);
      }
    }
    others.sort(Comparator.comparingLong(Dated::end).reversed());
    return others;
  }

  private void passOver(SweepFolder folder, RuntimeException e) {
    lines.add(
        "latest passes over '" + folder.location("") + "', which cannot be read: " + first(e));
  }

  private static String first(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private void take(String name, StoredSweep sweep, Lesson lesson) {
    String before = known.putIfAbsent(identity(sweep), sweep.folder().name());
    if (before != null) {
      lines.add("'" + name + "' is " + before + " again, which counts once");
    } else if (lesson.past().results().isEmpty()) {
      lines.add("nothing of " + sweep.folder().name() + ": " + lesson.text());
    } else {
      lines.add(lesson.text());
      past.add(lesson.past());
    }
  }

  /** A text that is the same for one sweep whatever path leads to it, copies included. */
  private static String identity(StoredSweep sweep) {
    return sweep.events().isEmpty()
        ? sweep.folder().uri()
        : sweep.events().get(0) + sweep.configuration().resolved().text();
  }
}
