package io.finesweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One column of a table, a cell for each row; a cell may be missing. */
public sealed interface Column {

  /** As the table's header names it. */
  String name();

  /** The number of rows. */
  int size();

  /** Whether the cell of {@code row} is missing. */
  boolean missing(int row);

  /** The cell of {@code row} as text, a whole number without decimals; null where missing. */
  @Nullable String text(int row);

  /** The cells of {@code rows}, in that order. */
  Column at(int[] rows);

  /** The same cells as texts, levels in order: numbers by size, other texts by their letters. */
  Texts asTexts();

  /** How many cells are missing. */
  default int missing() {
    int missing = 0;
    for (int row = 0; row < size(); row++) {
      missing += missing(row) ? 1 : 0;
    }
    return missing;
  }

  /**
   * Of numbers.
   *
   * @param values NaN where missing, else finite
   */
  record Numbers(String name, double[] values) implements Column {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean missing(int row) {
      return Double.isNaN(values[row]);
    }

    @Override
    public @Nullable String text(int row) {
      return missing(row) ? null : plain(values[row]);
    }

    @Override
    public Numbers at(int[] rows) {
      double[] chosen = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        chosen[i] = values[rows[i]];
      }
      return new Numbers(name, chosen);
    }

    @Override
    public Texts asTexts() {
      ColumnBuilder texts = ColumnBuilder.ofTexts(name);
      for (int row = 0; row < values.length; row++) {
        texts.addText(text(row));
      }
      return ((Texts) texts.build()).asTexts();
    }

    static String plain(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
  }

  /**
   * Of texts.
   *
   * @param codes an index into {@code levels}, -1 where missing
   */
  record Texts(String name, int[] codes, List<String> levels) implements Column {
    public Texts {
      levels = List.copyOf(levels);
    }

    @Override
    public int size() {
      return codes.length;
    }

    @Override
    public boolean missing(int row) {
      return codes[row] < 0;
    }

    @Override
    public @Nullable String text(int row) {
      return codes[row] < 0 ? null : levels.get(codes[row]);
    }

    @Override
    public Texts at(int[] rows) {
      int[] chosen = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        chosen[i] = codes[rows[i]];
      }
      return new Texts(name, chosen, levels);
    }

    @Override
    public Texts asTexts() {
      boolean[] used = new boolean[levels.size()];
      for (int code : codes) {
        if (code >= 0) {
          used[code] = true;
        }
      }
      List<String> sorted = new ArrayList<>();
      for (int level = 0; level < used.length; level++) {
        if (used[level]) {
          sorted.add(levels.get(level));
        }
      }
      sorted.sort(LEVELS);
      return withLevels(sorted);
    }

    /** The same cells over other levels; what is none of them becomes missing. */
    Texts withLevels(List<String> wanted) {
      Map<String, Integer> places = new HashMap<>();
      for (int level = 0; level < wanted.size(); level++) {
        places.put(wanted.get(level), level);
      }
      int[] place = levels.stream().mapToInt(level -> places.getOrDefault(level, -1)).toArray();
      return new Texts(
          name, Arrays.stream(codes).map(code -> code < 0 ? -1 : place[code]).toArray(), wanted);
    }

    private static final Comparator<String> LEVELS =
        Comparator.comparing((String level) -> !Cells.isNumber(level))
            .thenComparingDouble(level -> Cells.isNumber(level) ? Double.parseDouble(level) : 0)
            .thenComparing(Comparator.naturalOrder());
  }
}
