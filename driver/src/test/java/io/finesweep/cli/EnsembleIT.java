package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.store.Duck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
    Path model = SmallSweep.folder(scratch).resolve("models/ensemble.zip");
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
  }
}
