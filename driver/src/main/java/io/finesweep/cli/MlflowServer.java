package io.finesweep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tracking server of MLflow, by its REST interface 2.0 (mlflow.org/docs, REST API), of which the
 * calls for experiments, runs and proxied artifacts are used.
 *
 * <p>Who it is that asks, it takes from the environment alone, by MLflow's own names: {@code
 * MLFLOW_TRACKING_TOKEN}, or {@code MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}.
 */
final class MlflowServer {

  private static final String API = "api/2.0/mlflow/";
  private static final String ARTIFACTS = "api/2.0/mlflow-artifacts/artifacts";
  private static final String SCHEME = "mlflow-artifacts";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NOT_FOUND = 404;
  private static final int PAGE = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();
  private final URI address;
  private final Optional<String> authorization;

  private MlflowServer(URI address, Optional<String> authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /** An answer, whatever its code. */
  private record Answer(int code, JsonNode body) {}

  /**
   * The server at an address.
   *
   * @param address http or https
   * @param environment where who asks is taken from
   */
  static MlflowServer at(String address, Map<String, String> environment) {
    try {
      URI uri = URI.create(address.endsWith("/") ? address : address + "/");
      if (uri.getUserInfo() != null) {
        throw new Mistakes.Mistake(
            "The address of the tracking server holds a user or a password, which stay in the"
                + " shell's history.\n"
                + "Maybe set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD instead.");
      } else if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return new MlflowServer(uri, authorization(environment));
      }
    } catch (IllegalArgumentException e) {
      // It is told below what an address looks like.
    }
    throw new Mistakes.Mistake(
        "'" + address + "' is no address of a tracking server.\nMaybe http://localhost:5000.");
  }

  private static Optional<String> authorization(Map<String, String> environment) {
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    if (!token.isEmpty()) {
      return Optional.of("Bearer " + token);
    } else if (user.isEmpty()) {
      return Optional.empty();
    }
    String both = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    return Optional.of(
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** The id of the experiment of this name, which is made where there is none. */
  String experiment(String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    Answer found =
        send("GET", API + "experiments/get-by-name?experiment_name=" + encoded, nothing());
    if (found.code() == NOT_FOUND) {
      return post("experiments/create", object().put("name", name)).path("experiment_id").asText();
    }
    JsonNode experiment = accepted(found).path("experiment");
    if (experiment.path("lifecycle_stage").asText().equals("deleted")) {
      throw new Mistakes.Mistake(
          "The experiment '"
              + name
              + "' was deleted on "
              + address
              + ".\nMaybe restore it there, or name another one: --experiment "
              + name
              + "-2");
    }
    return experiment.path("experiment_id").asText();
  }

  /** All runs of an experiment that are not deleted, with their tags and latest metrics. */
  List<JsonNode> runs(String experiment) {
    List<JsonNode> runs = new ArrayList<>();
    String page = "";
    do {
      ObjectNode body = object().put("max_results", PAGE);
      body.putArray("experiment_ids").add(experiment);
      if (!page.isEmpty()) {
        body.put("page_token", page);
      }
      JsonNode answer = post("runs/search", body);
      answer.path("runs").forEach(runs::add);
      page = answer.path("next_page_token").asText("");
    } while (!page.isEmpty());
    return runs;
  }

  /** Calls {@code call} and returns what it answers. */
  JsonNode post(String call, JsonNode body) {
    return accepted(send("POST", API + call, BodyPublishers.ofString(body.toString())));
  }

  /**
   * Puts a file among the artifacts of a run.
   *
   * @return false where the server does not take artifacts itself
   */
  boolean upload(JsonNode run, String name, byte[] content) {
    URI root = URI.create(run.path("info").path("artifact_uri").asText(""));
    if (!SCHEME.equals(root.getScheme())) {
      return false;
    }
    accepted(
        send(
            "PUT",
            ARTIFACTS + root.getRawPath() + "/" + name,
            BodyPublishers.ofByteArray(content)));
    return true;
  }

  private static BodyPublisher nothing() {
    return BodyPublishers.noBody();
  }

  private Answer send(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).method(method, body);
    if (method.equals("POST")) {
      request.header("Content-Type", "application/json");
    }
    authorization.ifPresent(who -> request.header("Authorization", who));
    try {
      HttpResponse<String> answer =
          http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(answer.statusCode(), json(answer.body()));
    } catch (IOException e) {
      throw new Mistakes.Mistake(
          "The tracking server at "
              + address
              + " does not answer: "
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + "\nMaybe it is not running; what was sent is kept, and the same command goes on.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mistakes.Mistake("The export was interrupted.\nMaybe give the command again.");
    }
  }

  private static JsonNode json(String text) {
    try {
      return text.isEmpty() ? object() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return object().put("message", text.lines().findFirst().orElse(""));
    }
  }

  private JsonNode accepted(Answer answer) {
    if (answer.code() / 100 == 2) {
      return answer.body();
    }
    String said =
        (answer.body().path("error_code").asText("") + " " + answer.body().path("message").asText())
            .strip();
    String way =
        answer.code() == 401 || answer.code() == 403
            ? "Maybe set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and"
                + " MLFLOW_TRACKING_PASSWORD."
            : "Maybe the address is that of another program, or of an MLflow without this call.";
    throw new Mistakes.Mistake(
        "The tracking server at "
            + address
            + " answered "
            + answer.code()
            + (said.isEmpty() ? "" : ": " + said)
            + "\n"
            + way);
  }
}
