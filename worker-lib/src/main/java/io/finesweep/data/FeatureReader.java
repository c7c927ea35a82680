package io.finesweep.data;

import io.finesweep.data.DataSpec.Selection;
import io.finesweep.trial.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what each feature is: numbers where all cells are, 0 and 1 where all are false or true,
 * else categories.
 */
final class FeatureReader {

  private static final int MOST_LEVELS = 1000;

  private final DataSpec spec;
  private final IntFunction<String> place;

  FeatureReader(DataSpec spec, IntFunction<String> place) {
    this.spec = spec;
    this.place = place;
  }

  /** The columns of {@code all} that are features, by the rules of {@code data}. */
  List<Column> choose(List<Column> all) {
    Selection selection = spec.selection();
    List<String> names = all.stream().map(Column::name).toList();
    String key = spec.treatment().text() == null ? "features" : "text.column";
    selection.features().forEach(name -> require(name, key, names));
    selection.categorical().keySet().forEach(name -> require(name, "categorical", names));
    Predicate<String> chosen =
        selection.features().isEmpty()
            ? name -> !spec.roles().names(name)
            : selection.features()::contains;
    List<Column> features =
        all.stream()
            .filter(c -> chosen.test(c.name()) && !selection.ignored().contains(c.name()))
            .toList();
    if (features.isEmpty()) {
      throw new InvalidData(
          "The data have no feature: their columns are "
              + String.join(", ", names)
              + ".\nMaybe data.features or data.ignore leaves none.");
    }
    return features;
  }

  /** The table of {@code columns}, each interpreted. */
  Features.Table read(List<Column> columns, int rows) {
    List<Column> features = new ArrayList<>();
    for (Column column : columns) {
      Column feature = interpret(column);
      check(feature, rows);
      features.add(feature);
    }
    checkImage(features);
    return new Features.Table(features, rows, spec.selection().image());
  }

  /** The table of {@code columns} in the form of {@code like}. */
  Features.Table read(List<Column> columns, int rows, Features.Table like) {
    List<Column> features = new ArrayList<>();
    for (Column model : like.columns()) {
      Column column =
          columns.stream()
              .filter(c -> c.name().equals(model.name()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new InvalidData(
                          "The test data have no column '"
                              + model.name()
                              + "', which is a feature.\n"
                              + Names.maybe(
                                  model.name(), columns.stream().map(Column::name).toList())));
      features.add(model instanceof Column.Numbers ? numbers(interpret(column)) : column.asTexts());
    }
    return new Features.Table(features, rows, like.image());
  }

  private Column interpret(Column column) {
    List<String> levels = spec.selection().categorical().get(column.name());
    if (levels != null) {
      return levels.isEmpty() ? column.asTexts() : fixed(column.asTexts(), levels);
    }
    if (spec.treatment().text() != null) {
      return column.asTexts();
    }
    if (column instanceof Column.Texts texts && texts.size() > 0) {
      Column.Texts used = texts.asTexts();
      boolean flags = !used.levels().isEmpty() && used.levels().stream().allMatch(Cells::isFlag);
      return flags ? flags(used) : used;
    }
    return column;
  }

  private Column.Texts fixed(Column.Texts texts, List<String> levels) {
    for (int row = 0; row < texts.size(); row++) {
      String text = texts.text(row);
      if (text != null && !levels.contains(text)) {
        throw new InvalidData(
            place.apply(row)
                + ": '"
                + texts.name()
                + "' is '"
                + text
                + "', which data.categorical."
                + texts.name()
                + " does not list.\n"
                + Names.maybe(text, levels));
      }
    }
    return texts.withLevels(levels);
  }

  private static Column.Numbers flags(Column.Texts texts) {
    return new Column.Numbers(
        texts.name(),
        IntStream.range(0, texts.size())
            .mapToDouble(
                row ->
                    texts.missing(row)
                        ? Double.NaN
                        : "true".equalsIgnoreCase(texts.text(row)) ? 1 : 0)
            .toArray());
  }

  private Column.Numbers numbers(Column column) {
    if (column instanceof Column.Numbers numbers) {
      return numbers;
    }
    for (int row = 0; row < column.size(); row++) {
      String text = column.text(row);
      if (text != null && !Cells.isNumber(text)) {
        throw new InvalidData(
            place.apply(row)
                + ": '"
                + column.name()
                + "' is '"
                + text
                + "'; in the training data it is a number.");
      }
    }
    return new Column.Numbers(
        column.name(),
        IntStream.range(0, column.size()).mapToDouble(row -> number(column.text(row))).toArray());
  }

  private static double number(@Nullable String text) {
    return text == null ? Double.NaN : Double.parseDouble(text);
  }

  private void check(Column column, int rows) {
    if (rows > 0 && column.missing() == rows) {
      throw new InvalidData(
          "Column '"
              + column.name()
              + "' has no value in any of "
              + rows
              + " rows.\nMaybe add it to data.ignore.");
    }
    if (column instanceof Column.Texts texts
        && texts.levels().size() > MOST_LEVELS
        && spec.treatment().text() == null) {
      throw new InvalidData(
          "Column '"
              + column.name()
              + "' holds "
              + texts.levels().size()
              + " different texts, such as '"
              + texts.levels().get(0)
              + "'; a category may have at most "
              + MOST_LEVELS
              + ".\nMaybe it tells rows apart: name it in data.id or data.ignore. Or its words matter: name it"
              + " in data.text.");
    }
  }

  private void checkImage(List<Column> features) {
    List<Integer> image = spec.selection().image();
    if (image.isEmpty()) {
      return;
    }
    int pixels = image.stream().reduce(1, Math::multiplyExact);
    if (pixels != features.size()) {
      throw new InvalidData(
          "data.shape is %s, which is %d numbers a row, but there are %d features.\nMaybe data.features or data.ignore must be set."
              .formatted(image, pixels, features.size()));
    }
    for (Column column : features) {
      if (column instanceof Column.Texts) {
        throw new InvalidData(
            "data.shape reads the columns as pixels, but '"
                + column.name()
                + "' does not hold numbers.\nMaybe add it to data.ignore.");
      }
    }
  }

  static void require(String name, String key, List<String> names) {
    if (!names.contains(name)) {
      throw new InvalidData(
          "data."
              + key
              + " names the column '"
              + name
              + "', which the data do not have.\n"
              + Names.maybe(name, names));
    }
  }
}
