package io.finesweep.cli;

import io.finesweep.analysis.Standing;
import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.History;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.SweepFolder;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sweep takes over from earlier ones: the best points of each, as far as today's space holds
 * them. They are tried like any other point, so a past that misleads costs these trials and no
 * more.
 */
final class PastSweeps {

  private static final int POINTS = 3;
  private static final String LATEST = "latest";

  private final SweepConfiguration configuration;
  private final SearchSpace space;

  PastSweeps(SweepConfiguration configuration) {
    this.configuration = configuration;
    this.space = configuration.spec().space();
  }

  /** Up to three points: the best of each sweep in turn, then the second best of each. */
  List<Configuration> points() {
    List<List<Configuration>> sweeps = new ArrayList<>();
    for (String name : configuration.warmStart()) {
      (name.equals(LATEST) ? latest() : Optional.of(StoredSweep.at(name)))
          .ifPresent(sweep -> sweeps.add(best(sweep)));
    }
    Set<Configuration> points = new LinkedHashSet<>();
    for (int place = 0; place < POINTS; place++) {
      for (List<Configuration> best : sweeps) {
        if (place < best.size() && points.size() < POINTS) {
          points.add(best.get(place));
        }
      }
    }
    return List.copyOf(points);
  }

  /** The sweep of the same store that something happened in last, this one left out. */
  private Optional<StoredSweep> latest() {
    String store = configuration.store();
    if (store == null) {
      return Optional.empty();
    }
    List<StoredSweep> others = new ArrayList<>();
    for (String name : SweepFolder.at(store, HadoopSettings.here()).list("")) {
      SweepFolder folder = SweepFolder.of(store, name, HadoopSettings.here());
      if (!name.equals(configuration.spec().name()) && folder.isSweep()) {
        others.add(StoredSweep.of(folder));
      }
    }
    return others.stream()
        .filter(sweep -> !best(sweep).isEmpty())
        .max(Comparator.comparingLong(PastSweeps::end));
  }

  private static long end(StoredSweep sweep) {
    return sweep.events().isEmpty() ? 0 : sweep.events().get(sweep.events().size() - 1).at();
  }

  private List<Configuration> best(StoredSweep sweep) {
    History history = sweep.history();
    if (!history
        .terms()
        .objectives()
        .get(0)
        .equals(configuration.spec().terms().objectives().get(0))) {
      return List.of();
    }
    return sweep.ranking(history).standings().stream()
        .filter(standing -> standing.reason().isEmpty() && !standing.metrics().isEmpty())
        .map(Standing::configuration)
        .map(this::today)
        .filter(space::admits)
        .distinct()
        .limit(POINTS)
        .toList();
  }

  /** The point of today's space with the values that it still holds, else what to begin with. */
  private Configuration today(Configuration past) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      if (SearchSpace.isActive(parameter, values)) {
        Value value = past.values().get(parameter.path());
        boolean holds = value != null && parameter.holds(value);
        values.put(parameter.path(), holds ? value : parameter.standard());
      }
    }
    return Configuration.of(values);
  }
}
