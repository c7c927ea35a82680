package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.data.NewRows;
import io.finesweep.fold.FinalModel;
import io.finesweep.metric.Predictions;
import io.finesweep.store.Duck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that predict together, from the sweep to predictions of new rows. */
class EnsembleIT {

  @TempDir private Path scratch;

  private Program.Ended sweep(String... more) throws Exception {
    Path conf = SmallSweep.write(scratch, "sobol", 6);
    String[] command = {
      "run",
      conf.toString(),
      "--set=sweep.objective.metric=log-loss",
      "--set=sweep.metrics=[accuracy]",
      "--set=sweep.validation.folds=5",
      "--set=sweep.ensemble.members=3",
      "--set=publish.to=\"" + scratch.resolve("champion") + "\"",
    };
    String[] all = Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
    Program.Ended ended = Program.run(scratch, all);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended;
  }

  @Test
  void makesOneModelOfTrialsThatAreBetterTogetherAndPredictsWithIt() throws Exception {
    Program.Ended first = sweep();
    assertThat(first.out())
        .contains("ensemble   trials", "on folds that it was not chosen by", "models/ensemble.zip")
        .contains("published  ", "nothing was published there before");

    JsonNode current =
        new ObjectMapper().readTree(Files.readString(scratch.resolve("champion/current.json")));
    assertThat(current.get("ensemble").size()).isBetween(2, 3);

    assertThat(SmallSweep.folder(scratch).resolve("models/ensemble.md"))
        .content()
        .contains("An ensemble: ", "95%, by a bootstrap", "On the test set.");

    try (TrackingServer server = new TrackingServer()) {
      Program.Ended logged =
          Program.run(
              scratch,
              "export",
              SmallSweep.folder(scratch).toString(),
              "--mlflow",
              server.address());
      assertThat(logged.out()).contains("7 runs made");
      assertThat(server.run("ensemble").files)
          .containsOnlyKeys("ensemble.html", "ensemble.md", "ensemble.zip");
      assertThat(server.run("ensemble").metrics)
          .extracting(m -> m.get("key").asText())
          .contains("gain", "gain_se", "test_log-loss");
    }

    // Run again, it makes nothing anew.
    assertThat(sweep().out()).contains("names already");

    Path to = scratch.resolve("said.parquet");
    Path model = scratch.resolve("champion").resolve(current.get("model").asText());
    assertThat(model)
        .hasSameBinaryContentAs(SmallSweep.folder(scratch).resolve("models/ensemble.zip"));
    Program.Ended predicted =
        Program.run(
            scratch,
            "predict",
            model.toString(),
            "conf/data/digits.parquet",
            "--to",
            to.toString());
    assertThat(predicted.err()).isEmpty();
    assertThat(
            Duck.rows(
                scratch,
                "SELECT count(*), bool_and(abs(probability_5 + probability_6 + probability_7 +"
                    + " probability_8 + probability_9 - 1) < 1e-6) FROM '%s/said.parquet'"))
        .containsExactly("1797,true");
    assertThat(inAFile()).hasDimensions(1797, 5);
    isSaidHereToo(model, inAFile());
  }

  private double[][] inAFile() throws SQLException {
    return Duck.rows(
            scratch,
            "SELECT probability_5, probability_6, probability_7, probability_8, probability_9"
                + " FROM '%s/said.parquet' ORDER BY row")
        .stream()
        .map(row -> Stream.of(row.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static void isSaidHereToo(Path file, double[][] told) throws IOException {
    FinalModel model;
    try (InputStream in = Files.newInputStream(file)) {
      model = FinalModel.read(in);
    }
    NewRows rows =
        NewRows.read(
            new NewRows.Place(
                Program.HOME.resolve("conf/data/digits.parquet").toString(),
                new NewRows.Format.Parquet(),
                null),
            model.preprocessing(),
            model.description().none(),
            new Configuration());
    try (FinalModel.Opened opened = model.open()) {
      Predictions here =
          opened.predict(rows.data(), IntStream.range(0, rows.data().size()).toArray());
      double[][] probabilities = ((Predictions.Classes) here).probabilities();
      for (int row = 0; row < told.length; row++) {
        assertThat(told[row]).containsExactly(probabilities[row], within(1e-9));
      }
    }
  }
}
