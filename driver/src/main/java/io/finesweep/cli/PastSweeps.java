package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.history.History;
import io.finesweep.history.PastSweep;
import io.finesweep.sampler.Lessons;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.SweepFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The earlier sweeps that a configuration names, as far as today's space holds their points. */
final class PastSweeps {

  private static final String LATEST = "latest";

  private final SweepConfiguration configuration;

  PastSweeps(SweepConfiguration configuration) {
    this.configuration = configuration;
  }

  /** What they came to; those that made another metric good, or tell nothing, are left out. */
  List<PastSweep> read() {
    List<PastSweep> read = new ArrayList<>();
    for (String name : configuration.warmStart()) {
      (name.equals(LATEST) ? latest() : Optional.of(StoredSweep.at(name)))
          .map(this::lessons)
          .filter(past -> !past.results().isEmpty())
          .ifPresent(read::add);
    }
    return read;
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
        .sorted(Comparator.comparingLong(PastSweeps::end).reversed())
        .filter(sweep -> !lessons(sweep).results().isEmpty())
        .findFirst();
  }

  private static long end(StoredSweep sweep) {
    return sweep.events().isEmpty() ? 0 : sweep.events().get(sweep.events().size() - 1).at();
  }

  private PastSweep lessons(StoredSweep sweep) {
    History history = sweep.history();
    String name = sweep.configuration().spec().name();
    boolean alike =
        history
            .terms()
            .objectives()
            .get(0)
            .equals(configuration.spec().terms().objectives().get(0));
    return alike
        ? Lessons.of(name, history, new Translation(sweep.configuration(), configuration)::of)
        : new PastSweep(name, List.of());
  }
}
