package io.finesweep.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Logs a sweep's trials and models to a tracking server. What is there already is found by its tags
 * and brought up to date: however often it is done, no run is there twice.
 */
final class MlflowExport {

  private static final String SWEEP = "finesweep.sweep";
  private static final String RUN = "finesweep.run";
  private static final String STATE = "finesweep.state";

  /** The most of each kind that one call may carry. */
  private static final int VALUES = 800;

  private static final int TEXTS = 90;

  private final MlflowServer server;
  private final StoredSweep sweep;
  private boolean takesFiles = true;

  MlflowExport(MlflowServer server, StoredSweep sweep) {
    this.server = server;
    this.sweep = sweep;
  }

  /**
   * What came of it.
   *
   * @param made runs that were not there
   * @param renewed runs that had changed
   * @param same runs that had not
   * @param takesFiles whether the server took models and cards
   */
  record Outcome(int made, int renewed, int same, boolean takesFiles) {}

  /** Logs the sweep to an experiment, which is made where there is none. */
  Outcome to(String experimentName) {
    String experiment = server.experiment(experimentName);
    Map<String, JsonNode> known = known(experiment);
    int made = 0;
    int renewed = 0;
    List<MlflowRun> runs = MlflowRuns.of(sweep);
    for (MlflowRun run : runs) {
      JsonNode there = known.get(run.name());
      if (there == null) {
        made++;
        log(run, created(experiment, run), new HashMap<>());
      } else if (!tag(there, STATE).equals(run.fingerprint())) {
        renewed++;
        log(run, there, latest(there));
      }
    }
    return new Outcome(made, renewed, runs.size() - made - renewed, takesFiles);
  }

  /** The runs of this sweep that the server has, by name. */
  private Map<String, JsonNode> known(String experiment) {
    Map<String, JsonNode> known = new HashMap<>();
    for (JsonNode run : server.runs(experiment)) {
      if (tag(run, SWEEP).equals(sweep.folder().location(""))) {
        known.put(tag(run, RUN), run);
      }
    }
    return known;
  }

  private static String tag(JsonNode run, String key) {
    for (JsonNode tag : run.path("data").path("tags")) {
      if (tag.path("key").asText().equals(key)) {
        return tag.path("value").asText();
      }
    }
    return "";
  }

  /** The last step of each metric that the server has, and its value. */
  private static Map<String, MlflowRun.Metric> latest(JsonNode run) {
    Map<String, MlflowRun.Metric> latest = new HashMap<>();
    for (JsonNode metric : run.path("data").path("metrics")) {
      String key = metric.path("key").asText();
      latest.put(
          key,
          new MlflowRun.Metric(
              key,
              metric.path("value").asDouble(),
              metric.path("timestamp").asLong(),
              metric.path("step").asLong()));
    }
    return latest;
  }

  private JsonNode created(String experiment, MlflowRun run) {
    ObjectNode body =
        MlflowServer.object()
            .put("experiment_id", experiment)
            .put("run_name", run.name())
            .put("start_time", run.started());
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(SWEEP, sweep.folder().location(""));
    tags.put(RUN, run.name());
    tags.put("mlflow.source.name", "finesweep");
    tags.put("mlflow.user", Overview.owner(sweep.events()));
    body.set("tags", texts(tags));
    return server.post("runs/create", body).path("run");
  }

  /** The state comes last: a run that was sent in part only is sent again. */
  private void log(MlflowRun run, JsonNode there, Map<String, MlflowRun.Metric> latest) {
    String id = there.path("info").path("run_id").asText();
    batches(run.parameters()).forEach(some -> batch(id, "params", texts(some)));
    batches(run.tags()).forEach(some -> batch(id, "tags", texts(some)));
    List<MlflowRun.Metric> fresh =
        run.metrics().stream().filter(metric -> isNew(metric, latest.get(metric.key()))).toList();
    for (int from = 0; from < fresh.size(); from += VALUES) {
      batch(id, "metrics", values(fresh.subList(from, Math.min(fresh.size(), from + VALUES))));
    }
    run.files().forEach(file -> upload(there, file));
    ObjectNode update = MlflowServer.object().put("run_id", id).put("status", run.status());
    if (run.ended() > 0) {
      update.put("end_time", run.ended());
    }
    server.post("runs/update", update);
    batch(id, "tags", texts(new TreeMap<>(Map.of(STATE, run.fingerprint()))));
  }

  private static boolean isNew(MlflowRun.Metric metric, MlflowRun.@Nullable Metric latest) {
    return latest == null
        || metric.step() > latest.step()
        || (metric.step() == latest.step() && metric.value() != latest.value());
  }

  private void batch(String run, String kind, ArrayNode content) {
    ObjectNode body = MlflowServer.object().put("run_id", run);
    body.set(kind, content);
    server.post("runs/log-batch", body);
  }

  private static List<SortedMap<String, String>> batches(SortedMap<String, String> all) {
    List<SortedMap<String, String>> batches = new ArrayList<>();
    all.forEach(
        (key, text) -> {
          if (batches.isEmpty() || batches.get(batches.size() - 1).size() == TEXTS) {
            batches.add(new TreeMap<>());
          }
          batches.get(batches.size() - 1).put(key, text);
        });
    return batches;
  }

  private static ArrayNode texts(SortedMap<String, String> texts) {
    ArrayNode array = MlflowServer.object().putArray("all");
    texts.forEach((key, text) -> array.addObject().put("key", key).put("value", text));
    return array;
  }

  private static ArrayNode values(List<MlflowRun.Metric> metrics) {
    ArrayNode array = MlflowServer.object().putArray("all");
    metrics.forEach(
        m ->
            array
                .addObject()
                .put("key", m.key())
                .put("value", m.value())
                .put("timestamp", m.at())
                .put("step", m.step()));
    return array;
  }

  private void upload(JsonNode run, String file) {
    try (InputStream in = sweep.folder().open(file)) {
      String name = file.substring(file.lastIndexOf('/') + 1);
      takesFiles &= server.upload(run, name, in.readAllBytes());
    } catch (IOException e) {
      throw new Mistakes.Mistake(
          "'"
              + sweep.folder().location(file)
              + "' cannot be read: "
              + e.getMessage()
              + "\nMaybe give the command again when the store is back.");
    }
  }
}
