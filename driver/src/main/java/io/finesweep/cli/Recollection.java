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
 */
final class Recollection {

  private Recollection() {}

  /**
   * What the sweep takes over, or took when it began.
   *
   * @param own points that the base model suggests
   */
  static Event.Recalled of(SweepConfiguration configuration, List<Configuration> own) {
    String store = configuration.store();
    if (store != null) {
      SweepFolder folder =
          SweepFolder.of(store, configuration.spec().name(), HadoopSettings.here());
      if (folder.isSweep()) {
        for (Recorded recorded : Journal.of(folder).events()) {
          if (recorded.event() instanceof Event.Recalled recalled) {
            return recalled;
          } else if (recorded.event() instanceof Event.Started) {
            return Event.Recalled.NOTHING;
          }
        }
      }
    }
    List<PastSweep> past = new PastSweeps(configuration).read();
    List<Configuration> first = new ArrayList<>(own);
    first.addAll(Portfolio.of(past, configuration.spec().space()));
    boolean several = configuration.spec().terms().objectives().size() > 1;
    return new Event.Recalled(first, several ? List.of() : past);
  }

  /**
   * What was taken over, in lines for people.
   *
   * @param own the point among those taken over that the base model suggests
   */
  static List<String> lines(Event.Recalled recalled, Optional<Configuration> own) {
    List<String> lines = new ArrayList<>();
    own.ifPresent(
        point ->
            lines.add(
                "tried first: what the base model was trained with: " + Words.parameters(point)));
    int points = recalled.first().size() - (own.isPresent() ? 1 : 0);
    if (points > 0) {
      lines.add("tried first: " + points + (points == 1 ? " point" : " points") + " of its past");
    }
    for (PastSweep past : recalled.past()) {
      int results = past.results().size();
      lines.add(
          "learns from: "
              + results
              + (results == 1 ? " result" : " results")
              + " of "
              + past.name());
    }
    return lines;
  }
}
