package io.finesweep.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.finesweep.history.Estimate;
import io.finesweep.metric.Objective;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The index over all sweeps of a store: one HTML file beside their folders that asks for nothing
 * from anywhere, and links to their reports.
 */
public final class Dashboard {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Dashboard() {}

  /**
   * One sweep.
   *
   * @param begun when its first event was recorded, in milliseconds since 1970 UTC
   * @param trials how many were started
   * @param work milliseconds of it
   * @param best of the first objective, null where nothing was measured
   * @param winner the number of that trial, null likewise
   * @param test the first objective on the test set, null where it was not measured
   * @param report where its report is, relative to the store; empty where there is none
   * @param configuration each value by its path, secrets redacted
   */
  public record Entry(
      String name,
      String status,
      long begun,
      int trials,
      long work,
      Objective objective,
      @Nullable Estimate best,
      @Nullable Integer winner,
      @Nullable Double test,
      String report,
      SortedMap<String, String> configuration) {}

  /** What the template shows of a sweep. */
  public record Row(
      String name,
      String status,
      String begun,
      String objective,
      String best,
      String winner,
      String test,
      String trials,
      String work,
      String report) {}

  /**
   * How the best of one objective went from sweep to sweep.
   *
   * @param points of a polyline in a view box of 600 × 120
   */
  public record Trend(String objective, List<Dot> points, String low, String high) {

    /** The points as SVG writes them. */
    public String line() {
      StringBuilder line = new StringBuilder();
      points.forEach(p -> line.append(p.x()).append(',').append(p.y()).append(' '));
      return line.toString().trim();
    }
  }

  /** One sweep on a trend. */
  public record Dot(String x, String y, String text) {}

  /** The page of these sweeps, the latest first. */
  public static String html(String store, List<Entry> entries) {
    List<Entry> latest =
        entries.stream()
            .sorted(Comparator.comparingLong(Entry::begun).reversed().thenComparing(Entry::name))
            .toList();
    StringOutput output = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render(
            "dashboard.jte",
            Map.of(
                "store",
                store,
                "rows",
                latest.stream().map(Dashboard::row).toList(),
                "trends",
                trends(latest),
                "style",
                Assets.sharedStyle(),
                "script",
                Assets.dashboardScript(),
                "data",
                data(latest)),
            output);
    return output.toString();
  }

  private static Row row(Entry entry) {
    Estimate best = entry.best();
    Double test = entry.test();
    return new Row(
        entry.name(),
        entry.status(),
        TIME.format(Instant.ofEpochMilli(entry.begun())),
        entry.objective().metric(),
        best == null ? "" : text(best),
        entry.winner() == null ? "" : "trial " + entry.winner(),
        test == null ? "" : Words.number(test),
        Integer.toString(entry.trials()),
        Words.duration(entry.work()),
        entry.report());
  }

  private static String text(Estimate estimate) {
    return estimate.count() == 1
        ? Words.number(estimate.mean())
        : Words.number(estimate.mean()) + " ± " + Words.number(estimate.standardError());
  }

  /** One for each objective that two sweeps or more have in common. */
  private static List<Trend> trends(List<Entry> latest) {
    Map<String, List<Entry>> byObjective = new TreeMap<>();
    for (Entry entry : latest) {
      if (entry.best() != null) {
        byObjective
            .computeIfAbsent(entry.objective().metric(), metric -> new ArrayList<>())
            .add(0, entry);
      }
    }
    List<Trend> trends = new ArrayList<>();
    byObjective.forEach(
        (metric, sweeps) -> {
          if (sweeps.size() > 1) {
            trends.add(trend(metric, sweeps));
          }
        });
    return trends;
  }

  private static Trend trend(String metric, List<Entry> sweeps) {
    double low = sweeps.stream().mapToDouble(Dashboard::mean).min().orElse(0);
    double high = sweeps.stream().mapToDouble(Dashboard::mean).max().orElse(1);
    double span = high > low ? high - low : 1;
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < sweeps.size(); i++) {
      Entry entry = sweeps.get(i);
      double x = 10 + 580.0 * i / (sweeps.size() - 1);
      double y = 110 - 100 * (mean(entry) - low) / span;
      dots.add(
          new Dot(
              String.format(Locale.ROOT, "%.1f", x),
              String.format(Locale.ROOT, "%.1f", y),
              entry.name() + ": " + Words.number(mean(entry))));
    }
    return new Trend(metric, dots, Words.number(low), Words.number(high));
  }

  private static double mean(Entry entry) {
    Estimate best = entry.best();
    return best == null ? Double.NaN : best.mean();
  }

  /** The configurations, which the page holds against each other. */
  private static String data(List<Entry> entries) {
    List<Map<String, Object>> sweeps = new ArrayList<>();
    for (Entry entry : entries) {
      Map<String, Object> sweep = new LinkedHashMap<>();
      sweep.put("name", entry.name());
      sweep.put("best", entry.best() == null ? "" : row(entry).best());
      sweep.put("test", row(entry).test());
      sweep.put("configuration", entry.configuration());
      sweeps.add(sweep);
    }
    try {
      return new ObjectMapper().writeValueAsString(sweeps).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
