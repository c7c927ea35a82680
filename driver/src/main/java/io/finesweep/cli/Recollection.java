package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.Event;
import io.finesweep.history.PastSweep;
import io.finesweep.history.Recorded;
import io.finesweep.report.Words;
import io.finesweep.sampler.Portfolio;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Journal;
import io.finesweep.store.SweepFolder;
import io.finesweep.trial.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a sweep takes over from before its first trial. One that has begun keeps what it took then,
 * whatever has become of where that came from.
 *
 * @param told what there is to say of earlier sweeps, for people
 * @param stage whether there is anything to add to it
 */
record Recollection(Event.Recalled recalled, List<String> told, Stage stage) {

  Recollection {
    told = List.copyOf(told);
  }

  /** Whether the sweep has begun. */
  private enum Stage {
    NEW,
    BEGUN
  }

  /**
   * What the sweep takes over, or took when it began.
   *
   * @throws io.finesweep.config.InvalidConfiguration if it is new and an earlier sweep that it
   *     names cannot be read
   */
  static Recollection of(SweepConfiguration configuration) {
    Optional<Event.Recalled> before = before(configuration);
    if (before.isPresent()) {
      List<String> told =
          before.get().past().stream()
              .map(past -> results(past) + ", taken over when the sweep began")
              .toList();
      return new Recollection(before.get(), told, Stage.BEGUN);
    }
    PastSweeps.Account account = PastSweeps.of(configuration);
    List<Configuration> first = Portfolio.of(account.past(), configuration.spec().space());
    if (configuration.spec().terms().objectives().size() == 1) {
      return new Recollection(
          new Event.Recalled(first, account.past()), account.lines(), Stage.NEW);
    }
    List<String> told = new ArrayList<>(account.lines());
    if (!first.isEmpty()) {
      told.add("with several objectives nothing but the points to try first is taken over");
    }
    return new Recollection(new Event.Recalled(first, List.of()), told, Stage.NEW);
  }

  private static Optional<Event.Recalled> before(SweepConfiguration configuration) {
    String store = configuration.store();
    if (store != null) {
      SweepFolder folder =
          SweepFolder.of(store, configuration.spec().name(), HadoopSettings.here());
      if (folder.isSweep()) {
        for (Recorded recorded : Journal.of(folder).events()) {
          if (recorded.event() instanceof Event.Recalled recalled) {
            return Optional.of(recalled);
          } else if (recorded.event() instanceof Event.Started) {
            return Optional.of(Event.Recalled.NOTHING);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String results(PastSweep past) {
    return Words.count(past.results().size(), "result") + " of " + past.name();
  }

  /** The same with points that the base model suggests before the others, if the sweep is new. */
  Recollection with(List<Configuration> own) {
    if (stage == Stage.BEGUN) {
      return this;
    }
    List<Configuration> first = new ArrayList<>(own);
    first.addAll(recalled.first());
    return new Recollection(new Event.Recalled(first, recalled.past()), told, stage);
  }

  /**
   * What is taken over, in lines for people.
   *
   * @param own the point among those taken over that the base model suggests
   */
  List<String> lines(Optional<Configuration> own) {
    List<String> lines = new ArrayList<>();
    own.ifPresent(
        point ->
            lines.add(
                "tried first: what the base model was trained with: " + Words.parameters(point)));
    int points = recalled.first().size() - (own.isPresent() ? 1 : 0);
    if (points > 0) {
      lines.add("tried first: " + Words.count(points, "point") + " of its past");
    }
    told.forEach(line -> lines.add("warm start: " + line));
    return lines;
  }
}
