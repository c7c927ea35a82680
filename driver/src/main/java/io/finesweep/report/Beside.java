package io.finesweep.report;

import io.finesweep.analysis.Interval;
import io.finesweep.analysis.Measured;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Models side by side on one data set.
 *
 * @param data where the rows are
 * @param rows how many
 * @param models the best by the objective first
 * @param lines one for each metric, the objective's first
 */
public record Beside(String data, int rows, List<Model> models, List<Line> lines) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  public Beside {
    models = List.copyOf(models);
    lines = List.copyOf(lines);
  }

  /**
   * What one model came to on one data set.
   *
   * @param at when, in milliseconds since 1970 UTC
   * @param model what it is, in words
   * @param identity the same for the same model only
   * @param data where the rows are
   * @param dataIdentity the same for the same rows only
   */
  public record Entry(
      long at,
      String model,
      String identity,
      String data,
      String dataIdentity,
      int rows,
      List<Value> values) {
    public Entry {
      values = List.copyOf(values);
    }

    private Optional<Value> value(String metric) {
      return values.stream().filter(value -> value.metric().equals(metric)).findFirst();
    }
  }

  /**
   * One metric of a model.
   *
   * @param isBetterHigh whether higher is better
   * @param interval null where it is not known
   * @param resampled its value in each resample of the rows, the same rows for each model
   */
  public record Value(
      String metric,
      boolean isBetterHigh,
      boolean isObjective,
      double value,
      @Nullable Interval interval,
      double[] resampled) {}

  /** A model, and when it was evaluated. */
  public record Model(String name, String at) {}

  /** One metric of all models, in their order. */
  public record Line(String metric, boolean isObjective, List<Cell> cells) {
    public Line {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One metric of one model; empty texts where it was not measured.
   *
   * @param isBest whether no other model is better by this metric
   * @param difference to the first model, with its 95% interval over pairs of resamples; empty for
   *     the first itself
   */
  public record Cell(String value, boolean isBest, String interval, String difference) {

    private static final Cell EMPTY = new Cell("", false, "", "");
  }

  /** All data sets, the one that was used last first; of each model its latest evaluation. */
  public static List<Beside> of(List<Entry> entries) {
    Map<String, Map<String, Entry>> byData = new LinkedHashMap<>();
    entries.stream()
        .sorted(Comparator.comparingLong(Entry::at).reversed())
        .forEach(
            entry ->
                byData
                    .computeIfAbsent(entry.dataIdentity(), data -> new LinkedHashMap<>())
                    .putIfAbsent(entry.identity(), entry));
    return byData.values().stream().map(models -> of(models.values())).toList();
  }

  private static Beside of(Iterable<Entry> models) {
    List<Entry> all = new ArrayList<>();
    models.forEach(all::add);
    Set<String> objectives = new LinkedHashSet<>();
    Set<String> metrics = new LinkedHashSet<>();
    for (Entry entry : all) {
      for (Value value : entry.values()) {
        (value.isObjective() ? objectives : metrics).add(value.metric());
      }
    }
    Set<String> ordered = new LinkedHashSet<>(objectives);
    ordered.addAll(metrics);
    ordered.stream()
        .findFirst()
        .ifPresent(first -> all.sort(Comparator.comparingDouble(entry -> loss(entry, first))));
    return new Beside(
        all.get(0).data(),
        all.get(0).rows(),
        all.stream()
            .map(e -> new Model(e.model(), TIME.format(Instant.ofEpochMilli(e.at()))))
            .toList(),
        ordered.stream().map(m -> line(m, objectives.contains(m), all)).toList());
  }

  private static Line line(String metric, boolean isObjective, List<Entry> entries) {
    double best = entries.stream().mapToDouble(e -> loss(e, metric)).min().orElseThrow();
    return new Line(
        metric,
        isObjective,
        entries.stream()
            .map(entry -> cell(entry, metric, loss(entry, metric) == best, entries.get(0)))
            .toList());
  }

  /** Infinite where it was not measured. */
  private static double loss(Entry entry, String metric) {
    return entry
        .value(metric)
        .map(value -> value.isBetterHigh() ? -value.value() : value.value())
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Cell cell(Entry entry, String metric, boolean isBest, Entry first) {
    Value value = entry.value(metric).orElse(null);
    if (value == null) {
      return Cell.EMPTY;
    }
    return new Cell(
        Words.number(value.value()),
        isBest,
        text(value.interval()),
        entry.equals(first)
            ? ""
            : first.value(metric).map(other -> difference(value, other)).orElse(""));
  }

  private static String difference(Value value, Value first) {
    String difference = Words.signed(value.value() - first.value());
    Interval interval = difference(value.resampled(), first.resampled());
    return interval == null
        ? difference
        : difference
            + " ("
            + Words.signed(interval.low())
            + " to "
            + Words.signed(interval.high())
            + ")";
  }

  private static @Nullable Interval difference(double[] one, double[] other) {
    if (one.length == 0 || one.length != other.length) {
      return null;
    }
    double[] differences = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      differences[i] = one[i] - other[i];
    }
    return Measured.interval(differences);
  }

  private static String text(@Nullable Interval interval) {
    return interval == null
        ? ""
        : Words.number(interval.low()) + " to " + Words.number(interval.high());
  }
}
