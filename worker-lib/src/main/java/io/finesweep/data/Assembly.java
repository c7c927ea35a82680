package io.finesweep.data;

import io.finesweep.trial.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes a data set of raw rows: drops rows, and decides what the columns are. */
final class Assembly {

  private final DataSpec spec;
  private final RawRows raw;
  private final @Nullable Dataset like;
  private int[] rows;
  private int withoutLabel;
  private int ofOtherClasses;
  private int withMissingFeatures;

  /**
   * Of {@code raw}.
   *
   * @param like the data set whose columns and classes the rows must have; null for a first one
   */
  Assembly(DataSpec spec, RawRows raw, @Nullable Dataset like) {
    this.spec = spec;
    this.raw = raw;
    this.like = like;
    this.rows =
        IntStream.range(0, raw.columns().isEmpty() ? 0 : raw.columns().get(0).size()).toArray();
  }

  Dataset dataset() {
    List<Column> labels = labels();
    keepLabelled(labels);
    boolean classification = isClassification(labels);
    if (classification) {
      keepClasses(labels.get(0));
    }
    List<Column> chosen =
        raw.images() == null
            ? new FeatureReader(spec, raw.place()).choose(raw.columns())
            : List.of();
    keepComplete(chosen);
    if (rows.length == 0) {
      throw new InvalidData(
          "No row is left: %d have no label, %d are of other classes, %d have missing features."
              .formatted(withoutLabel, ofOtherClasses, withMissingFeatures));
    }
    Targets targets = targets(labels, classification);
    Features features = features(chosen);
    RowIdentity identity = identity(features, targets);
    return new Dataset(
        features,
        targets,
        identity,
        spec.treatment(),
        0,
        DatasetDescription.of(
            features,
            targets,
            identity,
            new DatasetDescription.Dropped(withoutLabel, ofOtherClasses, withMissingFeatures)),
        ContentHash.of(features, targets, identity));
  }

  private List<Column> labels() {
    List<Column> labels = new ArrayList<>();
    for (String name : spec.roles().labels()) {
      labels.add(column(name, "label"));
    }
    return labels;
  }

  private void keepLabelled(List<Column> labels) {
    int before = rows.length;
    rows =
        IntStream.of(rows)
            .filter(row -> labels.stream().noneMatch(label -> label.missing(row)))
            .toArray();
    withoutLabel = before - rows.length;
    if (rows.length == 0) {
      throw new InvalidData(
          before == 0
              ? "The data hold no row."
              : "None of the " + before + " rows has a label: " + spec.roles().labels() + ".");
    }
  }

  private boolean isClassification(List<Column> labels) {
    if (like != null) {
      return like.targets() instanceof Targets.Classes;
    }
    List<Column> present = labels.stream().map(label -> label.at(rows)).toList();
    Treatment treatment = spec.treatment();
    boolean classes = new TargetReader(present, place()).isClassification(treatment.task());
    if (!classes && !treatment.classes().isEmpty()) {
      throw new InvalidData(
          "data.classes keeps the rows of some classes, but the label '"
              + labels.get(0).name()
              + "' holds numbers.\nMaybe set data.task = classification.");
    }
    return classes;
  }

  private void keepClasses(Column label) {
    List<String> classes = spec.treatment().classes();
    if (classes.isEmpty()) {
      return;
    }
    TreeSet<String> found = new TreeSet<>(label.asTexts().levels());
    for (String name : like == null ? classes : List.<String>of()) {
      if (!found.contains(name)) {
        throw new InvalidData(
            "data.classes names '" + name + "', which no row has.\n" + Names.maybe(name, found));
      }
    }
    int before = rows.length;
    rows =
        IntStream.of(rows)
            .filter(row -> !label.missing(row) && classes.contains(label.text(row)))
            .toArray();
    ofOtherClasses = before - rows.length;
  }

  private void keepComplete(List<Column> features) {
    MissingValues rule = spec.treatment().missing();
    if (rule == MissingValues.FAIL) {
      features.forEach(this::refuseMissing);
    } else if (rule == MissingValues.DROP) {
      int before = rows.length;
      rows =
          IntStream.of(rows)
              .filter(row -> features.stream().noneMatch(column -> column.missing(row)))
              .toArray();
      withMissingFeatures = before - rows.length;
    }
  }

  private void refuseMissing(Column column) {
    for (int row : rows) {
      if (column.missing(row)) {
        throw new InvalidData(
            raw.place().apply(row)
                + ": '"
                + column.name()
                + "' is missing, and data.missing is fail.\n"
                + "Maybe set data.missing = impute or drop.");
      }
    }
  }

  private Targets targets(List<Column> labels, boolean classification) {
    TargetReader reader =
        new TargetReader(labels.stream().map(label -> label.at(rows)).toList(), place());
    if (!classification) {
      return reader.numbers();
    }
    return like == null ? reader.classes() : reader.classesOf(like.targets().names());
  }

  private Features features(List<Column> chosen) {
    Features images = raw.images();
    if (images != null) {
      return images.at(rows);
    }
    FeatureReader reader = new FeatureReader(spec, place());
    List<Column> kept = chosen.stream().map(column -> column.at(rows)).toList();
    return like != null && like.features() instanceof Features.Table table
        ? reader.read(kept, rows.length, table)
        : reader.read(kept, rows.length);
  }

  private RowIdentity identity(Features features, Targets targets) {
    RowKeys keys = new RowKeys(place());
    DataSpec.Roles roles = spec.roles();
    long[] own =
        named(roles.id(), "id")
            .map(column -> keys.ofTexts(column, "id"))
            .orElseGet(() -> RowKeys.ofContent(features, targets));
    return new RowIdentity(
        own,
        named(roles.group(), "group").map(c -> keys.ofTexts(c, "group")).orElse(null),
        named(roles.time(), "time").map(keys::times).orElse(null));
  }

  private Optional<Column> named(@Nullable String name, String key) {
    return name == null ? Optional.empty() : Optional.of(column(name, key).at(rows));
  }

  private Column column(String name, String key) {
    FeatureReader.require(name, key, raw.columns().stream().map(Column::name).toList());
    return raw.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private IntFunction<String> place() {
    int[] kept = rows;
    return row -> raw.place().apply(kept[row]);
  }
}
