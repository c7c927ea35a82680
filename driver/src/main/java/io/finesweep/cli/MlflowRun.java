package io.finesweep.cli;

import io.finesweep.trial.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a tracking server is to hold of one trial or model.
 *
 * @param name what tells it from others of its sweep
 * @param status RUNNING, FINISHED or FAILED
 * @param started in milliseconds since 1970 UTC
 * @param ended likewise; 0 while it goes on
 * @param files artifacts, each by its path in the sweep's folder
 */
record MlflowRun(
    String name,
    String status,
    long started,
    long ended,
    SortedMap<String, String> parameters,
    SortedMap<String, String> tags,
    List<Metric> metrics,
    List<String> files) {

  MlflowRun {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    metrics = List.copyOf(metrics);
    files = List.copyOf(files);
  }

  /**
   * A value of a metric.
   *
   * @param step epochs, or 0
   */
  record Metric(String key, double value, long at, long step) {}

  /** The same for the same content only. */
  String fingerprint() {
    return Sha256.of(toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}
