package io.finesweep.store;

import io.finesweep.history.Event.Finished;
import io.finesweep.history.Recorded;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.trial.Blob;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a trial's folds predicted for their validation parts, as their runs left it. */
public final class FoldPredictions {

  private static final System.Logger LOG = System.getLogger(FoldPredictions.class.getName());

  private FoldPredictions() {}

  /**
   * The predictions of one trial's folds at the most epochs that each was trained for, folds
   * ascending; those whose file is gone or changed are left out.
   */
  public static List<PredictionsFile> of(SweepFolder folder, Iterable<Recorded> events, int trial) {
    SortedMap<Integer, Finished> latest = new TreeMap<>();
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Finished finished
          && finished.run().trial() == trial
          && PredictionRows.blob(finished).isPresent()) {
        latest.merge(
            finished.run().fold(),
            finished,
            (a, b) -> b.run().epochs() >= a.run().epochs() ? b : a);
      }
    }
    List<PredictionsFile> files = new ArrayList<>();
    latest.values().forEach(run -> read(folder, run).ifPresent(files::add));
    return files;
  }

  /**
   * The file that a run left; empty where it left none, or it is gone or changed.
   *
   * @throws io.finesweep.sweep.StoreUnavailable if the store is away: it may be there later
   */
  static Optional<PredictionsFile> read(SweepFolder folder, Finished run) {
    Optional<Blob> blob = PredictionRows.blob(run);
    if (blob.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] content = Blobs.read(folder, blob.get());
      return Optional.of(PredictionsFile.read(new ByteArrayInputStream(content)));
    } catch (FileNotFoundException | NoSuchFileException | Blobs.Changed e) {
      LOG.log(Level.WARNING, "Predictions are left out: {0}", e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw folder.unavailable(blob.get().path(), e);
    }
  }
}
