package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import io.finesweep.history.Recorded;
import io.finesweep.metric.PredictionsFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a trial's folds predicted for their validation parts, as their runs left it. */
public final class FoldPredictions {

  private FoldPredictions() {}

  /**
   * The predictions of one trial's folds at the most epochs that each was trained for, folds
   * ascending; those whose file is gone or changed are left out.
   *
   * @throws io.finesweep.sweep.StoreUnavailable if the store is away: they may be there later
   */
  public static List<PredictionsFile> of(SweepFolder folder, Iterable<Recorded> events, int trial) {
    List<Finished> runs = new ArrayList<>();
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Finished finished) {
        runs.add(finished);
      }
    }
    SortedMap<Integer, Placed> latest = new TreeMap<>();
    for (Placed one : Placed.of(runs)) {
      if (one.run().run().trial() == trial) {
        latest.merge(
            one.run().run().fold(),
            one,
            (a, b) -> b.run().run().epochs() >= a.run().run().epochs() ? b : a);
      }
    }
    PredictionFiles files = new PredictionFiles(folder);
    return latest.values().stream().flatMap(one -> files.read(one).stream()).toList();
  }
}
