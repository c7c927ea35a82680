package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.history.LossTable;
import io.finesweep.history.PastSweep;
import io.finesweep.history.PastSweep.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models of what trials came to at fewer epochs than those that a sampler learns from, one for each
 * rung: far more trials come to a low rung than to a high one. How much they have to say beside the
 * model of the higher rung, {@link Transfer} decides. It remembers their last fits, which depend on
 * the history alone.
 */
final class LowerRungs {

  /** With fewer results a rung has no model. */
  private static final int FEWEST = 10;

  /** So many rungs have one, the highest. */
  private static final int MOST = 3;

  private final Encoding encoding;
  private final Map<Integer, LossTable> tables = new HashMap<>();
  private final Map<Integer, Fits> fits = new HashMap<>();

  LowerRungs(Encoding encoding) {
    this.encoding = encoding;
  }

  /** The models of the rungs below {@code epochs}, the highest first. */
  synchronized List<Source> below(int epochs, History history) {
    List<Source> sources = new ArrayList<>();
    for (int rung : history.rungs().headMap(epochs, false).descendingKeySet()) {
      if (sources.size() < MOST) {
        LossTable table = tables.computeIfAbsent(rung, at -> new LossTable(0));
        Observations seen = Observations.at(history, table, rung);
        List<Result> results = Lessons.results(history, seen, Optional::of);
        if (results.size() >= FEWEST) {
          sources.add(source(rung, results));
        }
      }
    }
    return sources;
  }

  private Source source(int rung, List<Result> results) {
    Fits fitted = fits.computeIfAbsent(rung, at -> new Fits(encoding.varying()));
    List<Result> first = results.subList(0, Fits.refittedAt(results.size()));
    double[] logs = fitted.to(Source.sample(named(rung, first), encoding));
    PastSweep all = named(rung, results);
    return Source.of(all, Source.sample(all, encoding), logs);
  }

  private static PastSweep named(int rung, List<Result> results) {
    return new PastSweep("after " + rung + " epochs", results);
  }
}
