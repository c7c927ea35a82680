package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tracking server is sent. */
class MlflowExportTest {

  @TempDir private Path folder;
  private TrackingServer server;
  private Bowl bowl;

  @BeforeEach
  void start() throws IOException {
    server = new TrackingServer();
    bowl = new Bowl(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Bowl.Said export(Path sweep, String... more) {
    String[] command = {"export", sweep.toString(), "--mlflow", server.address()};
    String[] all = Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
    return Bowl.run(all);
  }

  @Test
  void logsEachTrialOnceAndRenewsOnlyWhatChanged() throws Exception {
    Path sweep = bowl.sweep("one", 0.5, 0.2);

    assertThat(export(sweep).out())
        .contains("experiment one: 2 runs made, 0 brought up to date, 0 as they were");

    assertThat(server.experiments).containsExactly("one");
    TrackingServer.Run best = server.run("trial-1");
    assertThat(best.status).isEqualTo("FINISHED");
    assertThat(best.parameters).containsOnlyKeys("depth");
    assertThat(best.tags)
        .containsEntry("finesweep.rank", "1")
        .containsEntry("finesweep.sweep", sweep.toString())
        .containsEntry("mlflow.source.name", "finesweep");
    assertThat(best.metrics)
        .anySatisfy(
            metric -> {
              assertThat(metric.get("key").asText()).isEqualTo("height");
              assertThat(metric.get("value").asDouble()).isEqualTo(0.2);
              assertThat(metric.get("step").asLong()).isEqualTo(1);
            });

    int calls = server.calls.size();
    assertThat(export(sweep).out()).contains("0 runs made, 0 brought up to date, 2 as they were");
    assertThat(server.calls.subList(calls, server.calls.size()))
        .containsExactly("mlflow/experiments/get-by-name", "mlflow/runs/search");

    // The third trial takes the first place of the second, whose rank is all that changes.
    int values = best.metrics.size();
    bowl.carryOn("one", 2, 0.1);
    assertThat(export(sweep).out()).contains("1 run made, 2 brought up to date, 0 as they were");
    assertThat(best.tags).containsEntry("finesweep.rank", "2");
    assertThat(best.metrics).hasSize(values);
    assertThat(server.runs).hasSize(3);
  }

  @Test
  void twoSweepsMayShareAnExperiment() throws Exception {
    export(bowl.sweep("one", 0.5), "--experiment", "both");
    export(bowl.sweep("two", 0.5), "--experiment", "both");

    assertThat(server.experiments).containsExactly("both");
    assertThat(server.runs).hasSize(2);
  }

  @Test
  void putsFilesWhereTheServerTakesThem() {
    MlflowServer there = MlflowServer.at(server.address(), Map.of());
    ObjectNode body = MlflowServer.object();
    body.putArray("tags");
    JsonNode run = there.post("runs/create", body).get("run");

    assertThat(there.upload(run, "card.md", new byte[3])).isTrue();
    assertThat(server.of("id0").files).containsEntry("card.md", 3);
    server.artifacts = "s3://bucket/";
    JsonNode elsewhere = there.post("runs/create", body).get("run");
    assertThat(there.upload(elsewhere, "card.md", new byte[3])).isFalse();
  }

  @Test
  void saysWhoAsksByTheEnvironmentAlone() {
    server.wanted = "Bearer secret";
    MlflowServer.at(server.address(), Map.of("MLFLOW_TRACKING_TOKEN", "secret")).experiment("x");
    server.wanted = "Basic YW5uOnB3";
    MlflowServer.at(
            server.address(),
            Map.of("MLFLOW_TRACKING_USERNAME", "ann", "MLFLOW_TRACKING_PASSWORD", "pw"))
        .experiment("x");
    assertThat(server.experiments).containsExactly("x");

    assertThatThrownBy(() -> MlflowServer.at(server.address(), Map.of()).experiment("x"))
        .isInstanceOf(Mistakes.Mistake.class)
        .hasMessageContaining("answered 401: You are not authenticated.")
        .hasMessageContaining("\nMaybe set MLFLOW_TRACKING_TOKEN");
    assertThatThrownBy(() -> MlflowServer.at("http://ann:pw@host", Map.of()))
        .hasMessageContaining("\nMaybe set MLFLOW_TRACKING_USERNAME")
        .hasMessageNotContaining("pw@");
  }

  @Test
  void tellsWhatIsWrongAndTheWayOut() throws Exception {
    Path sweep = bowl.sweep("one", 0.5);
    assertThat(Bowl.run("export", sweep.toString(), "--mlflow", "localhost").err())
        .contains("'localhost' is no address", "\nMaybe http://localhost:5000");
    assertThat(Bowl.run("export", sweep.toString(), "--csv", "x", "--experiment", "y").err())
        .contains("--experiment names an experiment of a tracking server");

    server.experiments.add("one");
    server.stage = "deleted";
    assertThat(export(sweep).err()).contains("'one' was deleted", "\nMaybe restore it there");

    server.close();
    Bowl.Said gone = export(sweep);
    assertThat(gone.code()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(gone.err()).contains("does not answer", "\nMaybe it is not running");
  }
}
