package io.finesweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Decides what the label is. Classes are ordered: numbers by size, texts by their letters; whole
 * numbers have no decimals in their names.
 */
final class TargetReader {

  private static final int MOST_WHOLE_NUMBERS = 50;

  private final List<Column> labels;
  private final IntFunction<String> place;

  /** Reads {@code labels}, in which no cell is missing. */
  TargetReader(List<Column> labels, IntFunction<String> place) {
    this.labels = labels;
    this.place = place;
  }

  /** Whether {@code task} asks for classes here. */
  boolean isClassification(Task task) {
    return switch (task) {
      case CLASSIFICATION -> true;
      case REGRESSION -> false;
      case AUTO -> labels.size() == 1 && looksLikeClasses(labels.get(0));
    };
  }

  /** Classes as these rows have them. */
  Targets.Classes classes() {
    Column.Texts texts = texts();
    int rows = texts.size();
    if (texts.levels().size() < 2) {
      throw new InvalidData(
          "The label '"
              + texts.name()
              + "' has one value only ("
              + String.join("", texts.levels())
              + ") in "
              + rows
              + " rows; a classification needs at least 2 classes.\n"
              + "Maybe data.classes or data.label is wrong.");
    }
    if (texts.levels().size() > MOST_WHOLE_NUMBERS && texts.levels().size() * 2L > rows) {
      throw new InvalidData(
          "The label '"
              + texts.name()
              + "' has "
              + texts.levels().size()
              + " different values in "
              + rows
              + " rows; classes need several rows each.\n"
              + "Maybe data.label is wrong, or data.task must be regression.");
    }
    return new Targets.Classes(texts.codes(), texts.levels());
  }

  /** The classes {@code known}; a row of another one is an error. */
  Targets.Classes classesOf(List<String> known) {
    Column.Texts texts = texts();
    Column.Texts coded = texts.withLevels(known);
    for (int row = 0; row < coded.size(); row++) {
      if (coded.missing(row)) {
        throw new InvalidData(
            place.apply(row)
                + ": the class '"
                + texts.text(row)
                + "' does not occur in the training data; known are "
                + String.join(", ", known)
                + ".\nMaybe name those to keep in data.classes.");
      }
    }
    return new Targets.Classes(coded.codes(), known);
  }

  /** One number a label. */
  Targets.Numbers numbers() {
    int rows = labels.get(0).size();
    double[][] values = new double[rows][labels.size()];
    List<String> names = new ArrayList<>();
    for (int output = 0; output < labels.size(); output++) {
      Column column = labels.get(output);
      names.add(column.name());
      for (int row = 0; row < rows; row++) {
        values[row][output] = number(column, row);
      }
    }
    return new Targets.Numbers(values, names);
  }

  private double number(Column column, int row) {
    if (column instanceof Column.Numbers numbers) {
      return numbers.values()[row];
    }
    String text = column.text(row);
    if (text == null || !Cells.isNumber(text)) {
      throw new InvalidData(
          place.apply(row)
              + ": the label '"
              + column.name()
              + "' is '"
              + text
              + "'; in a regression it must be a number.\nMaybe set data.task = classification.");
    }
    return Double.parseDouble(text);
  }

  private Column.Texts texts() {
    Column.Texts texts = labels.get(0).asTexts();
    if (texts.levels().stream().noneMatch(level -> !Cells.isFlag(level))) {
      return flags(texts);
    }
    return texts;
  }

  /** TRUE, True and true are one class. */
  private static Column.Texts flags(Column.Texts texts) {
    ColumnBuilder lower = ColumnBuilder.ofTexts(texts.name());
    for (int row = 0; row < texts.size(); row++) {
      lower.addText(String.valueOf(texts.text(row)).toLowerCase(java.util.Locale.ROOT));
    }
    return lower.build().asTexts();
  }

  private static boolean looksLikeClasses(Column column) {
    if (!(column instanceof Column.Numbers numbers)) {
      return true;
    }
    return Arrays.stream(numbers.values()).allMatch(value -> value == Math.rint(value))
        && Arrays.stream(numbers.values()).distinct().count() <= MOST_WHOLE_NUMBERS;
  }
}
