package io.finesweep.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.finesweep.history.Estimate;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The index over all sweeps of a store: one HTML page. As a file beside the sweeps' folders it asks
 * for nothing from anywhere; when it is served it asks its own server for what is new.
 *
 * @param unreadable what could not be read and why, a sentence each
 * @param rows the sweeps, the latest first
 * @param data what the page holds against each other, as JSON
 */
public record Dashboard(
    String store,
    Serving serving,
    List<String> unreadable,
    List<Row> rows,
    List<Trend> trends,
    List<Beside> evaluations,
    String data,
    String style,
    String script) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  public Dashboard {
    unreadable = List.copyOf(unreadable);
    rows = List.copyOf(rows);
    trends = List.copyOf(trends);
    evaluations = List.copyOf(evaluations);
  }

  /**
   * How the page reaches its reader.
   *
   * @param isLive whether a server answers it
   * @param token that a note must carry; empty where the page can only be read
   */
  public record Serving(boolean isLive, String token) {

    /** A file, also in an object store. */
    public static final Serving FILE = new Serving(false, "");

    /** Whether notes can be written in the page. */
    public boolean takesNotes() {
      return !token.isEmpty();
    }
  }

  /**
   * The sweeps of a store.
   *
   * @param evaluations of models, in any order
   * @param unreadable those that could not be read and why, a sentence each
   */
  public record Sweeps(
      List<SweepEntry> entries, List<Beside.Entry> evaluations, List<String> unreadable) {
    public Sweeps {
      evaluations = List.copyOf(evaluations);
      entries = List.copyOf(entries);
      unreadable = List.copyOf(unreadable);
    }
  }

  /** What the template shows of a sweep. */
  public record Row(
      SweepEntry.Identity identity,
      String begun,
      String objective,
      String best,
      String winner,
      String test,
      String trials,
      String work,
      List<String> tags,
      List<Line> notes) {

    /** The latest note. */
    public Line latest() {
      return notes.get(0);
    }

    /** The notes before the latest, the latest first. */
    public List<Line> earlier() {
      return notes.subList(1, notes.size());
    }
  }

  /** A note as it is shown. */
  public record Line(String head, String text) {}

  /** The page of these sweeps. */
  public static String html(String store, Sweeps sweeps, Serving serving) {
    List<SweepEntry> latest =
        sweeps.entries().stream()
            .sorted(
                Comparator.comparingLong((SweepEntry entry) -> entry.identity().begun())
                    .reversed()
                    .thenComparing(entry -> entry.identity().name()))
            .toList();
    Dashboard page =
        new Dashboard(
            store,
            serving,
            sweeps.unreadable(),
            latest.stream().map(Dashboard::row).toList(),
            Trend.of(latest),
            Beside.of(sweeps.evaluations()),
            data(latest),
            Assets.sharedStyle(),
            Assets.dashboardScript());
    StringOutput output = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html).render("dashboard.jte", page, output);
    return output.toString();
  }

  private static Row row(SweepEntry entry) {
    SweepEntry.Outcome outcome = entry.outcome();
    SweepEntry.Winner winner = outcome.winner();
    List<Line> notes =
        entry.remarks().stream()
            .filter(remark -> !remark.text().isEmpty())
            .sorted(Comparator.comparingLong(SweepEntry.Remark::at).reversed())
            .map(r -> new Line(time(r.at()) + ", " + r.author(), r.text()))
            .toList();
    return new Row(
        entry.identity(),
        entry.identity().begun() == 0 ? "" : time(entry.identity().begun()),
        outcome.objective().metric(),
        winner == null ? "" : text(winner.best()),
        winner == null ? "" : "trial " + winner.trial(),
        test(outcome, outcome.objective().metric()),
        Integer.toString(outcome.trials()),
        Words.duration(outcome.work()),
        entry.tags(),
        notes);
  }

  private static String time(long at) {
    return TIME.format(Instant.ofEpochMilli(at));
  }

  private static String test(SweepEntry.Outcome outcome, String metric) {
    Double test = outcome.test().get(metric);
    return test == null ? "" : Words.number(test);
  }

  private static String text(Estimate estimate) {
    return estimate.count() == 1
        ? Words.number(estimate.mean())
        : Words.number(estimate.mean()) + " ± " + Words.number(estimate.standardError());
  }

  /** What two sweeps are compared by, part by part. */
  private static String data(List<SweepEntry> entries) {
    List<Map<String, Object>> sweeps = entries.stream().map(Dashboard::parts).toList();
    try {
      return new ObjectMapper().writeValueAsString(sweeps).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> parts(SweepEntry entry) {
    Map<String, String> space = new TreeMap<>();
    Map<String, String> data = new TreeMap<>(entry.data());
    Map<String, String> search = new TreeMap<>();
    entry
        .configuration()
        .forEach(
            (key, value) -> {
              if (key.startsWith("fine-tuning.")) {
                space.put(key.substring("fine-tuning.".length()), value);
              } else if (key.startsWith("data.") || key.startsWith("sweep.validation.")) {
                data.put(key, value);
              } else if (!key.equals("sweep.name")) {
                search.put(key, value);
              }
            });
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("Result", result(entry));
    parts.put("Space", space);
    parts.put("Data", data);
    parts.put("Search and cluster", search);
    Map<String, Object> sweep = new LinkedHashMap<>();
    sweep.put("name", entry.identity().name());
    sweep.put("parts", parts);
    return sweep;
  }

  private static Map<String, String> result(SweepEntry entry) {
    Row row = row(entry);
    Map<String, String> result = new LinkedHashMap<>();
    result.put("status", entry.identity().status());
    SweepEntry.Winner winner = entry.outcome().winner();
    if (winner != null) {
      result.put("best " + row.objective(), row.best());
      result.put("winner", row.winner() + ": " + winner.parameters());
    }
    entry.outcome().test().forEach((name, v) -> result.put("test set, " + name, Words.number(v)));
    result.put("trials", row.trials());
    result.put("work", row.work());
    return result;
  }
}
