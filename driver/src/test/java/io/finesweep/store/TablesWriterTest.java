package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.history.Trial;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.trial.Blob;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Parquet tables of a sweep, read by DuckDB. */
class TablesWriterTest {

  @TempDir private Path folder;

  private void rebuild(List<Recorded> events) {
    TablesWriter.rebuild(Sample.folder(folder), Sample.SCHEMA, events);
  }

  private List<String> duck(String query) throws SQLException {
    return Duck.rows(folder, query);
  }

  private static Configuration nesterov() {
    return Configuration.of(
        Map.of(
            "learning-rate", new Value.Real(0.01),
            "optimizer", new Value.Text("nesterov"),
            "optimizer.nesterov.momentum", new Value.Real(0.9),
            "batch-size", new Value.Whole(16),
            "shuffle", new Value.Flag(false)));
  }

  @Test
  void ranksTrialsByMeanAndStandardErrorOverFolds() throws SQLException {
    rebuild(Sample.sweep(2));
    assertThat(
            duck(
                "SELECT number, status, round(metric_accuracy, 6), round(metric_accuracy_std, 6),"
                    + " round(metric_accuracy_se, 6), round(metric_log_loss, 6), folds, epochs,"
                    + " seconds, reason FROM '%s/trials/*.parquet' ORDER BY number"))
        .containsExactly(
            "0,complete,0.6,0.1,0.057735,0.4,3,9,4.5,null",
            "1,complete,0.6,0.1,0.057735,0.4,3,9,4.5,null");
  }

  @Test
  void givesEachParameterAColumnOfItsType() throws SQLException {
    rebuild(
        Sample.recorded(
            new Event.Opened(1, "me"),
            new Event.Started(0, Sample.configuration(1e-3), 1),
            new Event.Started(1, nesterov(), 2)));
    assertThat(
            duck(
                "SELECT param_learning_rate, param_optimizer, param_optimizer_nesterov_momentum,"
                    + " param_batch_size, param_shuffle, metric_accuracy, folds, epochs, status,"
                    + " started FROM '%s/trials/*.parquet' ORDER BY number"))
        .containsExactly(
            "0.001,adam,null,32,true,null,null,null,waiting,2026-03-04T05:06:09Z",
            "0.01,nesterov,0.9,16,false,null,null,null,waiting,2026-03-04T05:06:10Z");
    assertThat(
            duck(
                "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM"
                    + " '%s/trials/*.parquet') WHERE column_name IN ('number', 'status',"
                    + " 'param_learning_rate', 'param_batch_size', 'param_shuffle', 'started')"))
        .containsExactly(
            "number,BIGINT",
            "status,VARCHAR",
            "param_learning_rate,DOUBLE",
            "param_batch_size,BIGINT",
            "param_shuffle,BOOLEAN",
            "started,TIMESTAMP WITH TIME ZONE");
  }

  @Test
  void takesTheMeanAtTheBudgetThatAllFoldsHaveReached() throws SQLException {
    rebuild(
        Sample.recorded(
            new Event.Started(0, Sample.configuration(1e-3), 0),
            new Event.Assigned(new RunId(0, 0, 3), 0, 1),
            new Event.Finished(new RunId(0, 0, 3), 0, Sample.scored(0.4)),
            new Event.Assigned(new RunId(0, 1, 3), 0, 3),
            new Event.Finished(new RunId(0, 1, 3), 0, Sample.scored(0.6)),
            new Event.Assigned(new RunId(0, 0, 9), 1, 5),
            new Event.Finished(new RunId(0, 0, 9), 1, Sample.scored(0.9))));
    assertThat(duck("SELECT metric_accuracy, folds, epochs FROM '%s/trials/*.parquet'"))
        .containsExactly("0.5,2,3");
  }

  @Test
  void saysWhyATrialFailed() throws SQLException {
    rebuild(
        Sample.recorded(
            new Event.Started(0, Sample.configuration(1e-3), 0),
            new Event.Assigned(new RunId(0, 0, 9), 0, 1),
            new Event.Finished(new RunId(0, 0, 9), 0, Sample.failed("It did not fit.")),
            new Event.Started(1, nesterov(), 3),
            new Event.Assigned(new RunId(1, 0, 9), 0, 4),
            new Event.Finished(
                new RunId(1, 0, 9), 0, new FoldResult.Diverged(2, List.of(), Sample.usage()))));
    assertThat(duck("SELECT status, reason FROM '%s/trials/*.parquet' ORDER BY number"))
        .containsExactly(
            "failed,It did not fit.", "diverged,Its numbers were no longer finite in epoch 2.");
    assertThat(duck("SELECT trial, status, metric_accuracy, reason FROM '%s/folds/*.parquet'"))
        .containsExactly(
            "0,failed,null,It did not fit.",
            "1,diverged,null,Its numbers were no longer finite in epoch 2.");
  }

  @Test
  void hasARowForATrialThatWentOnFromAnother() throws SQLException {
    rebuild(
        Sample.recorded(
            new Event.Started(0, Sample.configuration(1e-3), 0),
            new Event.Assigned(new RunId(0, 0, 3), 0, 1),
            new Event.Finished(new RunId(0, 0, 3), 0, Sample.scored(0.4)),
            new Event.Started(1, nesterov(), 3),
            new Event.Forked(2, new Trial.Origin(0, 3, 1), 0, Sample.configuration(2e-3), 4),
            new Event.Assigned(new RunId(2, 0, 9), 0, 5),
            new Event.Finished(new RunId(2, 0, 9), 0, Sample.scored(0.8))));
    assertThat(
            duck(
                "SELECT number, param_learning_rate, metric_accuracy, epochs FROM"
                    + " '%s/trials/*.parquet' ORDER BY number"))
        .containsExactly("0,0.001,0.4,3", "1,0.01,null,null", "2,0.002,0.8,9");
  }

  @Test
  void writesARowForEachFoldRunAndEachEpoch() throws SQLException {
    rebuild(Sample.sweep(1));
    assertThat(
            duck(
                "SELECT trial, fold, epochs, attempt, status, metric_accuracy, training_loss, host,"
                    + " executor, seconds, training_seconds, numeric_path FROM"
                    + " '%s/folds/*.parquet' WHERE fold = 1"))
        .containsExactly(
            "0,1,9,0,scored,0.6,0.3333333333333333,node-1,2,1.5,1.2,\"openblas, 1 thread\""
                .replace("\"", ""));
    assertThat(
            duck(
                "SELECT trial, fold, epoch, training_loss, metric_accuracy, seconds FROM"
                    + " '%s/epochs/*.parquet' WHERE fold = 0"))
        .containsExactly(
            "0,0,1,1.0,0.25,0.25", "0,0,2,0.5,0.25,0.25", "0,0,3,0.3333333333333333,0.25,0.25");
  }

  @Test
  void writesProbabilitiesOfAClassifierAndLeavesOutChangedFiles() throws Exception {
    Predictions predictions =
        new Predictions.Classes(
            new int[] {0, 1},
            new double[][] {{0.75, 0.25}, {0.5, 0.5}},
            List.of("T-shirt/top", "bag"));
    Blob good = blob("_runs/0/0/0-9/predictions.bin", new int[] {7, 11}, predictions);
    Blob other = blob("_runs/0/1/0-9/predictions.bin", new int[] {1, 2}, predictions);
    rebuild(
        Sample.recorded(
            new Event.Started(0, Sample.configuration(1e-3), 0),
            new Event.Assigned(new RunId(0, 0, 9), 0, 1),
            new Event.Finished(new RunId(0, 0, 9), 0, Sample.scored(0.5, 1, good)),
            new Event.Assigned(new RunId(0, 1, 9), 0, 3),
            new Event.Finished(
                new RunId(0, 1, 9),
                0,
                Sample.scored(0.5, 1, new Blob(other.path(), other.length(), good.sha256())))));
    assertThat(
            duck(
                "SELECT trial, fold, epochs, \"row\", truth, predicted, probability_T_shirt_top,"
                    + " probability_bag FROM '%s/predictions/*.parquet'"))
        .containsExactly(
            "0,0,9,7,T-shirt/top,T-shirt/top,0.75,0.25", "0,0,9,11,bag,T-shirt/top,0.5,0.5");
  }

  @Test
  void writesTheOutputsOfARegressionOneBelowTheOther() throws Exception {
    Predictions predictions =
        new Predictions.Numbers(
            new double[][] {{1, 2}}, new double[][] {{1.5, 2.5}}, List.of("x", "y"));
    Blob blob = blob("_runs/0/0/0-9/predictions.bin", new int[] {3}, predictions);
    rebuild(
        Sample.recorded(
            new Event.Started(0, Sample.configuration(1e-3), 0),
            new Event.Assigned(new RunId(0, 0, 9), 0, 1),
            new Event.Finished(new RunId(0, 0, 9), 0, Sample.scored(0.5, 1, blob))));
    assertThat(duck("SELECT \"row\", output, truth, predicted FROM '%s/predictions/*.parquet'"))
        .containsExactly("3,x,1.0,1.5", "3,y,2.0,2.5");
  }

  private Blob blob(String path, int[] rows, Predictions predictions)
      throws IOException, NoSuchAlgorithmException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PredictionsFile.write(out, rows, predictions);
    Sample.folder(folder).publish(path, out.toByteArray());
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(out.toByteArray());
    return new Blob(path, out.size(), HexFormat.of().formatHex(hash));
  }

  @Test
  void refreshingOnTheWayGivesTheSameBytesAsRebuildingAtTheEnd() throws IOException {
    List<Recorded> events = Sample.sweep(700);
    TablesWriter writer = new TablesWriter(Sample.folder(folder), Sample.SCHEMA);
    for (Recorded event : events) {
      writer.accept(event);
      if (event.number() % 611 == 0) {
        writer.refresh();
      }
    }
    writer.refresh();
    SortedMap<String, byte[]> refreshed = files();
    assertThat(refreshed.keySet())
        .containsExactly(
            "epochs/part-00000.parquet",
            "epochs/part-00001.parquet",
            "epochs/part-00002.parquet",
            "folds/part-00000.parquet",
            "folds/part-00001.parquet",
            "folds/part-00002.parquet",
            "trials/part-00000.parquet");
    Files.writeString(folder.resolve("trials/.part-00000.parquet.dead.tmp"), "half");
    Files.writeString(folder.resolve("folds/part-00003.parquet"), "from a longer journal");
    rebuild(events);
    SortedMap<String, byte[]> rebuilt = files();
    assertThat(rebuilt.keySet()).isEqualTo(refreshed.keySet());
    rebuilt.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(refreshed.get(name)));
  }

  @Test
  void showsAPrefixOfTheRunsAtAnyTime() throws SQLException {
    List<Recorded> events = Sample.sweep(20);
    TablesWriter writer = new TablesWriter(Sample.folder(folder), Sample.SCHEMA);
    for (Recorded event : events) {
      writer.accept(event);
      if (event.number() % 30 == 0) {
        writer.refresh();
        long finished =
            events.stream()
                .filter(e -> e.number() <= event.number())
                .filter(e -> e.event() instanceof Event.Finished)
                .count();
        assertThat(duck("SELECT count(*) FROM '%s/folds/*.parquet'"))
            .containsExactly(String.valueOf(finished));
      }
    }
  }

  private SortedMap<String, byte[]> files() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (var all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
