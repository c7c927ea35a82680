package io.finesweep.report;

import io.finesweep.history.Estimate;
import io.finesweep.metric.Objective;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard shows of one sweep.
 *
 * @param configuration each value by its path, secrets redacted
 * @param data facts of the rows as they were read, by name; none where they are not known
 * @param tags that it has now
 * @param remarks what people wrote about it, the oldest first
 */
public record SweepEntry(
    Identity identity,
    Outcome outcome,
    SortedMap<String, String> configuration,
    SortedMap<String, String> data,
    List<String> tags,
    List<Remark> remarks) {

  public SweepEntry {
    configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    tags = List.copyOf(tags);
    remarks = List.copyOf(remarks);
  }

  /**
   * Which sweep it is.
   *
   * @param owner who started it; empty where nobody has yet
   * @param status done, stopped or open
   * @param begun when its first event was recorded, in milliseconds since 1970 UTC
   * @param report where its report is, relative to the store; empty where there is none
   */
  public record Identity(String name, String owner, String status, long begun, String report) {}

  /**
   * What came of it.
   *
   * @param trials how many were started
   * @param work milliseconds of it
   * @param winner null where nothing was measured
   * @param test the metrics on the test set, by name; none where there was no refit
   */
  public record Outcome(
      Objective objective,
      int trials,
      long work,
      @Nullable Winner winner,
      SortedMap<String, Double> test) {
    public Outcome {
      test = Collections.unmodifiableSortedMap(new TreeMap<>(test));
    }
  }

  /**
   * The trial that is best.
   *
   * @param best its first objective
   * @param parameters its point, in words
   */
  public record Winner(int trial, Estimate best, String parameters) {}

  /** What a person wrote about it. */
  public record Remark(long at, String author, String text) {}
}
