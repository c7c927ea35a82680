package io.finesweep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export to a tracking server of MLflow itself. */
@Tag("tools")
class MlflowServerIT {

  /** Where CI installs it, apart from the notebooks' libraries: it asks for other versions. */
  private static final Path MLFLOW = Path.of("target", "mlflow", "bin", "mlflow");

  @TempDir private Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process start(int port) throws IOException {
    assertThat(MLFLOW)
        .withFailMessage(
            "There is no MLflow at driver/%s.\nMaybe python3 -m venv driver/target/mlflow &&"
                + " driver/target/mlflow/bin/pip install mlflow.",
            MLFLOW)
        .exists();
    String[] command = {
      MLFLOW.toAbsolutePath().toString(),
      "server",
      "--host=127.0.0.1",
      "--port=" + port,
      "--workers=1",
      "--backend-store-uri=sqlite:///" + folder.resolve("runs.db"),
      "--artifacts-destination=" + folder.resolve("artifacts"),
    };
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("mlflow.log").toFile())
        .start();
  }

  private static boolean answers(String address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/health")).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void takesTrialsMetricsAndFiles() throws Exception {
    String address = "http://127.0.0.1:" + freePort();
    Process mlflow = start(URI.create(address).getPort());
    try {
      await().atMost(Duration.ofMinutes(3)).until(() -> answers(address));
      Bowl bowl = new Bowl(folder);
      String sweep = bowl.sweep("one", 0.5, 0.2).toString();
      assertThat(Bowl.run("export", sweep, "--mlflow", address).out()).contains("2 runs made");
      assertThat(Bowl.run("export", sweep, "--mlflow", address).out())
          .contains("0 runs made, 0 brought up to date, 2 as they were");
      bowl.carryOn("one", 2, 0.1);
      assertThat(Bowl.run("export", sweep, "--mlflow", address).out())
          .contains("1 run made, 2 brought up to date");

      MlflowServer server = MlflowServer.at(address, Map.of());
      String experiment = server.experiment("one");
      assertThat(server.runs(experiment)).hasSize(3);
      ObjectNode best = MlflowServer.object().put("max_results", 1);
      best.putArray("experiment_ids").add(experiment);
      best.putArray("order_by").add("metrics.height ASC");
      JsonNode run = server.post("runs/search", best).path("runs").get(0);
      assertThat(run.path("info").path("run_name").asText()).isEqualTo("trial-2");
      assertThat(run.path("info").path("status").asText()).isEqualTo("FINISHED");

      assertThat(server.upload(run, "card.md", "# A card".getBytes(UTF_8))).isTrue();
      try (var files = Files.walk(folder.resolve("artifacts"))) {
        assertThat(files.filter(file -> file.endsWith("card.md"))).hasSize(1);
      }
    } finally {
      mlflow.descendants().forEach(ProcessHandle::destroy);
      mlflow.destroy();
      mlflow.waitFor();
    }
  }
}
