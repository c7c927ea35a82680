package io.finesweep.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * As much of a tracking server as an export speaks to, in memory. It is as strict as the real one:
 * it knows no more calls, and a parameter cannot change.
 */
final class TrackingServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;

  /** Runs by id; their tags, parameters and files below "data". */
  final Map<String, Run> runs = new LinkedHashMap<>();

  final List<String> experiments = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  String stage = "active";
  String artifacts = "mlflow-artifacts:/1/";
  String wanted = "";

  /** What was sent of a run. */
  static final class Run {
    final Map<String, String> tags = new TreeMap<>();
    final Map<String, String> parameters = new TreeMap<>();
    final List<JsonNode> metrics = new ArrayList<>();
    final Map<String, Integer> files = new TreeMap<>();
    String status = "RUNNING";
    String id = "";
  }

  TrackingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Run run(String name) {
    return runs.values().stream()
        .filter(run -> name.equals(run.tags.get("finesweep.run")))
        .findFirst()
        .orElseThrow();
  }

  Run of(String id) {
    return Objects.requireNonNull(runs.get(id));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    calls.add(path.substring(path.indexOf("mlflow")));
    String said = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!wanted.isEmpty() && !wanted.equals(said)) {
      answer(exchange, 401, JSON.createObjectNode().put("message", "You are not authenticated."));
    } else if (exchange.getRequestMethod().equals("PUT")) {
      Path file = Path.of(path);
      String run = file.getName(file.getNameCount() - 3).toString();
      of(run).files.put(file.getName(file.getNameCount() - 1).toString(), body.length);
      answer(exchange, 200, JSON.createObjectNode());
    } else {
      JsonNode sent = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      answer(exchange, path.substring("/api/2.0/mlflow/".length()), sent);
    }
  }

  private void answer(HttpExchange exchange, String call, JsonNode sent) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    int code = 200;
    switch (call) {
      case "experiments/get-by-name" -> {
        String name = exchange.getRequestURI().getQuery().replace("experiment_name=", "");
        int at = experiments.indexOf(name);
        code = at < 0 ? 404 : 200;
        answer.putObject("experiment").put("experiment_id", "" + at).put("lifecycle_stage", stage);
      }
      case "experiments/create" -> {
        experiments.add(sent.get("name").asText());
        answer.put("experiment_id", "" + (experiments.size() - 1));
      }
      case "runs/search" -> found(answer.putArray("runs"));
      case "runs/create" -> {
        Run run = new Run();
        run.id = "id" + runs.size();
        sent.get("tags").forEach(t -> run.tags.put(text(t, "key"), text(t, "value")));
        runs.put(run.id, run);
        info(answer.putObject("run"), run);
      }
      case "runs/log-batch" -> batch(of(text(sent, "run_id")), sent);
      case "runs/update" -> of(text(sent, "run_id")).status = text(sent, "status");
      default -> code = 404;
    }
    answer(exchange, code, answer);
  }

  private static String text(JsonNode node, String key) {
    return node.get(key).asText();
  }

  private void found(ArrayNode all) {
    for (Run run : runs.values()) {
      ObjectNode found = all.addObject();
      info(found, run);
      ObjectNode data = found.putObject("data");
      ArrayNode tags = data.putArray("tags");
      run.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
      Map<String, JsonNode> latest = new TreeMap<>();
      run.metrics.forEach(metric -> latest.put(text(metric, "key"), metric));
      data.putArray("metrics").addAll(latest.values());
    }
  }

  private void info(ObjectNode run, Run of) {
    run.putObject("info")
        .put("run_id", of.id)
        .put("artifact_uri", artifacts + of.id + "/artifacts");
  }

  private static void batch(Run run, JsonNode sent) {
    sent.path("tags").forEach(t -> run.tags.put(text(t, "key"), text(t, "value")));
    sent.path("metrics").forEach(run.metrics::add);
    for (JsonNode parameter : sent.path("params")) {
      String before = run.parameters.put(text(parameter, "key"), text(parameter, "value"));
      if (before != null && !before.equals(text(parameter, "value"))) {
        throw new AssertionError("A parameter changed: " + parameter);
      }
    }
  }

  private static void answer(HttpExchange exchange, int code, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
