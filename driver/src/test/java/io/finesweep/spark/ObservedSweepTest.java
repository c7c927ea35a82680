package io.finesweep.spark;

import static io.finesweep.spark.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.sweep.TrialRunner.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** What an operator sees of a running sweep: metrics, jobs, and what lines of the log are about. */
@Timeout(180)
class ObservedSweepTest {

  private static final Map<String, String> SEEN = new ConcurrentHashMap<>();

  private static final FoldWork TELLING_ITS_LOG_CONTEXT =
      (task, progress) -> {
        SEEN.put("sweep", String.valueOf(MDC.get("mdc.sweep")));
        SEEN.put("trial", String.valueOf(MDC.get("mdc.trial")));
        SEEN.put("fold", String.valueOf(MDC.get("mdc.fold")));
        return Work.scoring().run(task, progress);
      };

  @Test
  void metricsJobsAndTheLogTellWhatASweepDoes() throws Exception {
    Map<String, String> spark =
        Map.of(
            "spark.ui.enabled", "true",
            "spark.ui.port", "0");
    ClusterSettings settings = new ClusterSettings("local[1]", 0, 2, 1, new TreeMap<>(spark));
    try (SparkApplication application = SparkApplication.start(settings, "finesweep observed");
        SparkRunner runner = application.runner(TELLING_ITS_LOG_CONTEXT)) {
      application.gauges().show(new SweepGauges.Standing(7, 20, 2, 1, 3, 4, 2, 0.9375));
      runner.submit(task(5, 1));
      while (!(runner.take() instanceof Report.Finished)) {
        // news of slots and epochs
      }
      String page = application.context().sc().uiWebUrl().get();

      assertThat(get(page + "/metrics/prometheus"))
          .contains(
              "metrics_sweep_driver_finesweep_trials_Value{type=\"gauges\"} 7",
              "metrics_sweep_driver_finesweep_runs_finished_Value{type=\"gauges\"} 20",
              "metrics_sweep_driver_finesweep_runs_failed_Value{type=\"gauges\"} 2",
              "metrics_sweep_driver_finesweep_runs_lost_Value{type=\"gauges\"} 1",
              "metrics_sweep_driver_finesweep_runs_running_Value{type=\"gauges\"} 3",
              "metrics_sweep_driver_finesweep_queue_Value{type=\"gauges\"} 4",
              "metrics_sweep_driver_finesweep_slots_Value{type=\"gauges\"} 2",
              "metrics_sweep_driver_finesweep_slots_busy_Value{type=\"gauges\"} 2",
              "metrics_sweep_driver_finesweep_best_Value{type=\"gauges\"} 0.9375");

      String jobs =
          page + "/api/v1/applications/" + application.context().sc().applicationId() + "/jobs";
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(
                          new ObjectMapper()
                              .readTree(get(jobs))
                              .path(0)
                              .path("description")
                              .asText())
                      .isEqualTo("trial 5 fold 1 to epoch 3"));
    }
    assertThat(SEEN).containsEntry("trial", "5").containsEntry("fold", "1").containsKey("sweep");
  }

  private static String get(String url) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build()
          .send(request, HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
