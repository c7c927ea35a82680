package io.finesweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Grows a column cell by cell. It holds numbers until the first text arrives; then all numbers so
 * far become texts.
 */
final class ColumnBuilder {

  private final String name;
  private final Map<String, Integer> levels = new LinkedHashMap<>();
  private final boolean onlyTexts;
  private double[] numbers = new double[0];
  private int[] codes = new int[0];
  private boolean texts;
  private int size;
  private int numberCells;
  private int textCells;
  private int firstText = -1;

  private ColumnBuilder(String name, boolean onlyTexts) {
    this.name = name;
    this.onlyTexts = onlyTexts;
    this.texts = onlyTexts;
  }

  /** A column of whatever comes. */
  static ColumnBuilder ofAny(String name) {
    return new ColumnBuilder(name, false);
  }

  /** A column of texts, even where they look like numbers. */
  static ColumnBuilder ofTexts(String name) {
    return new ColumnBuilder(name, true);
  }

  String name() {
    return name;
  }

  int size() {
    return size;
  }

  /** Adds a cell as a file of texts holds it. */
  void addCell(String cell) {
    if (onlyTexts) {
      addText(cell.isEmpty() ? null : cell);
    } else if (Cells.isMissing(cell)) {
      addMissing();
    } else if (Cells.isNumber(cell)) {
      addNumber(Double.parseDouble(cell));
    } else {
      addText(cell);
    }
  }

  /** Adds a number, NaN for a missing one. */
  void addNumber(double number) {
    if (Double.isNaN(number)) {
      addMissing();
      return;
    }
    numberCells++;
    if (texts) {
      code(Column.Numbers.plain(number));
    } else {
      number(number == 0 ? 0.0 : number);
    }
  }

  /** Adds a whole number; where texts are wanted, with all its digits. */
  void addWhole(long number) {
    if (onlyTexts) {
      addText(Long.toString(number));
    } else {
      addNumber((double) number);
    }
  }

  /** Adds a text, null for a missing one. */
  void addText(@Nullable String text) {
    if (text == null) {
      addMissing();
      return;
    }
    if (!texts) {
      turnToTexts();
    }
    if (textCells++ == 0) {
      firstText = size;
    }
    code(text);
  }

  void addMissing() {
    if (texts) {
      codes = size == codes.length ? Arrays.copyOf(codes, grown()) : codes;
      codes[size++] = -1;
    } else {
      number(Double.NaN);
    }
  }

  /**
   * The row of the first text in a column that is nearly all numbers, where one probably is a slip;
   * -1 where there is none.
   */
  int slip() {
    return !onlyTexts && textCells > 0 && numberCells >= 19L * textCells ? firstText : -1;
  }

  Column build() {
    return texts
        ? new Column.Texts(name, Arrays.copyOf(codes, size), new ArrayList<>(levels.keySet()))
        : new Column.Numbers(name, Arrays.copyOf(numbers, size));
  }

  private void turnToTexts() {
    double[] before = numbers;
    int rows = size;
    numbers = new double[0];
    size = 0;
    texts = true;
    codes = new int[rows];
    for (int row = 0; row < rows; row++) {
      if (Double.isNaN(before[row])) {
        addMissing();
      } else {
        code(Column.Numbers.plain(before[row]));
      }
    }
  }

  private void number(double number) {
    numbers = size == numbers.length ? Arrays.copyOf(numbers, grown()) : numbers;
    numbers[size++] = number;
  }

  private void code(String text) {
    codes = size == codes.length ? Arrays.copyOf(codes, grown()) : codes;
    codes[size++] = levels.computeIfAbsent(text, t -> levels.size());
  }

  private int grown() {
    return Math.max(16, size + size / 2);
  }
}
