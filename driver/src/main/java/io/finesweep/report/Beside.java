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
 * Models side by side on one data set, each metric a table of its own.
 *
 * @param data where the rows are
 * @param rows how many
 * @param tables the objective's first
 */
public record Beside(String data, int rows, List<Table> tables) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  public Beside {
    tables = List.copyOf(tables);
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

  /** The models by one metric, the best first. */
  public record Table(String metric, boolean isObjective, List<Line> lines) {
    public Table {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One model.
   *
   * @param difference to the best; empty for the best itself
   * @param differenceInterval its 95% interval, over pairs of resamples
   */
  public record Line(
      String model,
      String at,
      String value,
      String interval,
      String difference,
      String differenceInterval) {}

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
    metrics.removeAll(objectives);
    List<Table> tables = new ArrayList<>();
    objectives.forEach(metric -> tables.add(table(metric, true, all)));
    metrics.forEach(metric -> tables.add(table(metric, objectives.isEmpty(), all)));
    return new Beside(all.get(0).data(), all.get(0).rows(), tables);
  }

  private static Table table(String metric, boolean isObjective, List<Entry> entries) {
    Comparator<Entry> byLoss = Comparator.comparingDouble(entry -> loss(entry, metric));
    List<Entry> measured =
        entries.stream().filter(e -> e.value(metric).isPresent()).sorted(byLoss).toList();
    Value best = measured.get(0).value(metric).orElseThrow();
    List<Line> lines = new ArrayList<>();
    for (Entry entry : measured) {
      Value value = entry.value(metric).orElseThrow();
      lines.add(lines.isEmpty() ? line(entry, value, "", "") : below(entry, value, best));
    }
    return new Table(metric, isObjective, lines);
  }

  private static double loss(Entry entry, String metric) {
    Value value = entry.value(metric).orElseThrow();
    return value.isBetterHigh() ? -value.value() : value.value();
  }

  private static Line below(Entry entry, Value value, Value best) {
    return line(
        entry,
        value,
        Words.number(value.value() - best.value()),
        text(difference(value.resampled(), best.resampled())));
  }

  private static Line line(Entry entry, Value value, String difference, String interval) {
    return new Line(
        entry.model(),
        TIME.format(Instant.ofEpochMilli(entry.at())),
        Words.number(value.value()),
        text(value.interval()),
        difference,
        interval);
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
