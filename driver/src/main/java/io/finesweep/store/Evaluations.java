package io.finesweep.store;

import io.finesweep.store.Column.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The evaluations of a store: the table {@code evaluations}, of which each evaluation writes one
 * file, once, so that no lock is needed. What the metrics came to in each resample is beside it, in
 * {@code evaluations/_resamples}.
 */
public final class Evaluations {

  /** The table's name and folder in the store. */
  public static final String NAME = "evaluations";

  private static final String RESAMPLES = NAME + "/_resamples";

  private final SweepFolder store;

  private Evaluations(SweepFolder store) {
    this.store = store;
  }

  /** Those of the store in this folder. */
  public static Evaluations in(SweepFolder store) {
    return new Evaluations(store);
  }

  static List<Column> columns() {
    return List.of(
        new Column("evaluation", Kind.TEXT, "what tells it from others"),
        new Column("evaluated", Kind.TIME, "when it was made, UTC"),
        new Column("author", Kind.TEXT, "the user who asked for it"),
        new Column("model", Kind.TEXT, "where the model's file is"),
        new Column("model_sha256", Kind.TEXT, "of the model's file"),
        new Column("kind", Kind.TEXT, "base, trial, ensemble or published"),
        new Column("sweep", Kind.TEXT, "that the model came out of or was measured like"),
        new Column("trial", Kind.WHOLE, "whose configuration the model has"),
        new Column("data", Kind.TEXT, "where the data are"),
        new Column("data_sha256", Kind.TEXT, "of the rows: the same for the same rows"),
        new Column("rows", Kind.WHOLE, "how many there are"),
        new Column("metric", Kind.TEXT, "the metric's name"),
        new Column("goal", Kind.TEXT, "maximize or minimize"),
        new Column("is_objective", Kind.FLAG, "whether it is the sweep's first objective"),
        new Column("value", Kind.REAL, "of the metric"),
        new Column("low", Kind.REAL, "where its 95% interval begins"),
        new Column("high", Kind.REAL, "where it ends"));
  }

  static List<Column> resampleColumns() {
    return List.of(
        new Column("evaluation", Kind.TEXT, "as in evaluations"),
        new Column("metric", Kind.TEXT, "the metric's name"),
        new Column("resample", Kind.WHOLE, "from 0; the same rows for every model on these data"),
        new Column("value", Kind.REAL, "of the metric on the resampled rows"));
  }

  /** Keeps an evaluation; returns where its rows are. */
  public String add(Evaluation evaluation) {
    String id = String.format(Locale.ROOT, "%013d-%s", evaluation.at(), UUID.randomUUID());
    String path = NAME + "/" + id + ".parquet";
    // The rows come last: whoever sees them finds the resamples too.
    resamples(id, evaluation).publish(store, RESAMPLES + "/" + id + ".parquet");
    table(id, evaluation).publish(store, path);
    return store.location(path);
  }

  static Table table(String id, Evaluation evaluation) {
    Evaluation.Subject subject = evaluation.subject();
    Evaluation.Rows data = evaluation.rows();
    List<Row> rows = new ArrayList<>();
    for (Evaluation.Figure figure : evaluation.figures()) {
      Integer trial = subject.trial();
      rows.add(
          Row.of(
              id,
              evaluation.at(),
              evaluation.author(),
              subject.location(),
              subject.sha256(),
              subject.kind().name().toLowerCase(Locale.ROOT),
              subject.sweep().isEmpty() ? null : subject.sweep(),
              trial == null ? null : (long) trial,
              data.location(),
              data.sha256(),
              (long) data.count(),
              figure.metric(),
              figure.goal(),
              figure.isObjective(),
              figure.value(),
              figure.low(),
              figure.high()));
    }
    return new Table(NAME, columns(), rows);
  }

  private static Table resamples(String id, Evaluation evaluation) {
    List<Row> rows = new ArrayList<>();
    for (Evaluation.Figure figure : evaluation.figures()) {
      for (int i = 0; i < figure.resampled().length; i++) {
        double value = figure.resampled()[i];
        rows.add(Row.of(id, figure.metric(), (long) i, Double.isNaN(value) ? null : value));
      }
    }
    return new Table("resamples", resampleColumns(), rows);
  }

  /** All evaluations, the oldest first. */
  public List<Evaluation> all() {
    return kept().stream().map(this::read).toList();
  }

  /** All on the rows that models of this sweep were evaluated on, the oldest first. */
  public List<Evaluation> beside(String sweep) {
    List<Kept> kept = kept();
    Set<String> data =
        kept.stream()
            .filter(one -> one.text("sweep").equals(sweep))
            .map(one -> one.text("data_sha256"))
            .collect(Collectors.toSet());
    return kept.stream()
        .filter(one -> data.contains(one.text("data_sha256")))
        .map(this::read)
        .toList();
  }

  /** A file of the table as it was read. */
  private record Kept(String name, List<Map<String, Object>> rows) {
    Map<String, Object> first() {
      return rows.isEmpty() ? Map.of() : rows.get(0);
    }

    String text(String column) {
      return Evaluations.text(first(), column);
    }
  }

  private List<Kept> kept() {
    return store.list(NAME).stream()
        .filter(name -> name.matches("\\d{13}-.*\\.parquet"))
        .map(name -> new Kept(name, rows(NAME + "/" + name)))
        .toList();
  }

  private Evaluation read(Kept kept) {
    Map<String, double[]> resampled = resampled(kept.name());
    Map<String, Object> first = kept.first();
    Long trial = (Long) first.get("trial");
    return new Evaluation(
        whole(first, "evaluated"),
        text(first, "author"),
        new Evaluation.Subject(
            text(first, "model"),
            text(first, "model_sha256"),
            kind(text(first, "kind")),
            text(first, "sweep"),
            trial == null ? null : trial.intValue()),
        new Evaluation.Rows(
            text(first, "data"), text(first, "data_sha256"), (int) whole(first, "rows")),
        kept.rows().stream().map(row -> figure(row, resampled)).toList());
  }

  private static Evaluation.Kind kind(String name) {
    return name.isEmpty()
        ? Evaluation.Kind.TRIAL
        : Evaluation.Kind.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Evaluation.Figure figure(
      Map<String, Object> row, Map<String, double[]> resampled) {
    String metric = text(row, "metric");
    return new Evaluation.Figure(
        metric,
        text(row, "goal"),
        Boolean.TRUE.equals(row.get("is_objective")),
        number(row.get("value")),
        (Double) row.get("low"),
        (Double) row.get("high"),
        resampled.getOrDefault(metric, new double[0]));
  }

  private Map<String, double[]> resampled(String name) {
    Map<String, List<Double>> values = new HashMap<>();
    for (Map<String, Object> row : rows(RESAMPLES + "/" + name)) {
      values
          .computeIfAbsent(text(row, "metric"), metric -> new ArrayList<>())
          .add(number(row.get("value"))); // as they were written: by resample
    }
    Map<String, double[]> arrays = new HashMap<>();
    values.forEach(
        (metric, all) ->
            arrays.put(metric, all.stream().mapToDouble(Double::doubleValue).toArray()));
    return arrays;
  }

  private static String text(Map<String, Object> row, String column) {
    return String.valueOf(row.getOrDefault(column, ""));
  }

  private static long whole(Map<String, Object> row, String column) {
    return (Long) row.getOrDefault(column, 0L);
  }

  private static double number(@Nullable Object cell) {
    return cell == null ? Double.NaN : (Double) cell;
  }

  /** The rows of a file; none where it is not there. */
  private List<Map<String, Object>> rows(String path) {
    try (InputStream in = store.open(path)) {
      return ParquetRows.of(in.readAllBytes());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new DamagedStore(
          store.location(path)
              + " cannot be read: "
              + e.getMessage()
              + "\nMaybe delete it and evaluate the model again.",
          e);
    }
  }
}
