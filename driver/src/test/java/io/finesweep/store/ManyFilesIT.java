package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.trial.Blob;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many files a sweep of many fold runs has in its store, while it runs and at its end. Each
 * fold is trained in two runs, the first of which leaves a checkpoint.
 */
@Tag("bench")
class ManyFilesIT {

  private static final int RUNS = Integer.getInteger("finesweep.bench.runs", 10_000);
  private static final int ROWS = 500;
  private static final double GROWTH = 1.1;

  @TempDir private Path home;

  private SweepFolder folder = Sample.folder(Path.of("."));
  private long number;

  private Recorded recorded(Event event) {
    number++;
    return new Recorded(number, number * 1000, number * 1000, event);
  }

  private Blob file(RunId run, String name, byte[] content) throws IOException {
    String path = "_runs/%d/%d/0-%d/%s".formatted(run.trial(), run.fold(), run.epochs(), name);
    Files.createDirectories(home.resolve(path).getParent());
    Files.write(home.resolve(path), content);
    return Blob.of(path, content);
  }

  private FoldResult scored(RunId run, byte[] predictions) throws IOException {
    FoldResult.Scored scored = (FoldResult.Scored) Sample.scored(0.5);
    Blob checkpoint = run.epochs() == 3 ? file(run, "checkpoint", new byte[100]) : null;
    return new FoldResult.Scored(
        scored.epochs(),
        scored.metrics(),
        new FoldResult.Artifacts(checkpoint, file(run, "predictions", predictions)),
        scored.usage());
  }

  private static byte[] predictions() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    double[][] values =
        IntStream.range(0, ROWS).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
    PredictionsFile.write(
        bytes,
        IntStream.range(0, ROWS).toArray(),
        new Predictions.Numbers(values, values, List.of("y")));
    return bytes.toByteArray();
  }

  private long files(String below) throws IOException {
    try (var all = Files.walk(home.resolve(below))) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void theFilesOfASweepDoNotGrowWithItsRuns() throws IOException {
    folder = Sample.folder(home);
    byte[] predictions = predictions();
    long most = 0;
    int runs = 0;
    try (JournalStore store = JournalStore.open(folder, Sample.CONF, JournalStore.STALE)) {
      TablesWriter tables = new TablesWriter(folder, Sample.SCHEMA);
      FoldRuns runFiles = FoldRuns.after(folder, List.of(), store::acknowledge);
      long next = 1;
      for (int trial = 0; runs < RUNS; trial++) {
        happen(store, tables, runFiles, new Event.Started(trial, Sample.configuration(1e-3), 0));
        for (int epochs = 3; epochs <= 9; epochs += 6) {
          for (int fold = 0; fold < Sample.TERMS.full().folds(); fold++) {
            RunId run = new RunId(trial, fold, epochs);
            happen(store, tables, runFiles, new Event.Assigned(run, epochs / 9, 0));
            FoldResult result = scored(run, predictions);
            happen(store, tables, runFiles, new Event.Finished(run, epochs / 9, result));
            runs++;
          }
        }
        if (runs >= next) {
          next = Math.round(runs * GROWTH);
          store.acknowledge();
          most = Math.max(most, files(""));
          tables.refresh();
          runFiles.tidy();
        }
      }
      tables.refresh();
      runFiles.finish();
    }
    long left = files("");
    System.out.printf(
        Locale.ROOT,
        "BENCH %,d fold runs: at most %,d files on the way, %,d in the end (%,d of the journal, %,d"
            + " of the runs)%n",
        runs,
        most,
        left,
        files(SweepFolder.JOURNAL),
        files("_runs"));
    assertThat(left).isLessThan(runs / 50);
  }

  private void happen(JournalStore store, TablesWriter tables, FoldRuns files, Event event) {
    Recorded recorded = recorded(event);
    store.append(recorded);
    tables.accept(recorded);
    files.accept(recorded);
  }
}
