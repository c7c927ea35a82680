package io.finesweep.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How one column becomes numbers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = ColumnEncoding.Scaled.class, name = "number"),
  @JsonSubTypes.Type(value = ColumnEncoding.OneHot.class, name = "one-hot"),
  @JsonSubTypes.Type(value = ColumnEncoding.Words.class, name = "words")
})
public sealed interface ColumnEncoding {

  /** The column's name. */
  String column();

  /** How many numbers a cell becomes. */
  @JsonIgnore
  int width();

  /**
   * Writes the cells of {@code rows} into {@code into}: the first at {@code start}, each next one
   * {@code stride} further.
   */
  void encode(Column cells, int[] rows, float[] into, int start, int stride);

  /** The same for cells of which none is missing. */
  default ColumnEncoding withoutFill() {
    return this;
  }

  /**
   * One number.
   *
   * @param fill what stands for a missing cell, before scaling
   */
  record Scaled(String column, double fill, Line line) implements ColumnEncoding {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public ColumnEncoding withoutFill() {
      return new Scaled(column, 0, line);
    }

    @Override
    public void encode(Column cells, int[] rows, float[] into, int start, int stride) {
      if (!(cells instanceof Column.Numbers numbers)) {
        throw new InvalidData(
            "Column '" + column + "' holds texts; when this was fitted, it held numbers.");
      }
      for (int i = 0; i < rows.length; i++) {
        double number = numbers.values()[rows[i]];
        into[start + i * stride] = (float) line.map(Double.isNaN(number) ? fill : number);
      }
    }
  }

  /**
   * One number a level, 1 for the cell's own; all are 0 for a level that is not known.
   *
   * @param missing whether a missing cell has a number of its own, the last
   */
  record OneHot(String column, List<String> levels, boolean missing) implements ColumnEncoding {
    public OneHot {
      levels = List.copyOf(levels);
    }

    @Override
    public int width() {
      return levels.size() + (missing ? 1 : 0);
    }

    @Override
    public void encode(Column cells, int[] rows, float[] into, int start, int stride) {
      Column.Texts texts =
          (cells instanceof Column.Texts given ? given : cells.asTexts()).withLevels(levels);
      for (int i = 0; i < rows.length; i++) {
        int code = texts.codes()[rows[i]];
        if (code >= 0) {
          into[start + i * stride + code] = 1;
        } else if (missing && cells.missing(rows[i])) {
          into[start + i * stride + levels.size()] = 1;
        }
      }
    }
  }

  /**
   * The numbers of a text's words, as many as a row has places; 0 where a place has no word. A text
   * without a known word has the number of unknown words once, where there is one.
   *
   * @param words by their number
   * @param unknown the number of all other words; negative where these are left out
   */
  record Words(
      String column, Tokenizer tokenizer, TextSpec.Layout layout, List<String> words, int unknown)
      implements ColumnEncoding {
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public int width() {
      return layout.length();
    }

    @Override
    public void encode(Column cells, int[] rows, float[] into, int start, int stride) {
      WordNumbers numbers = new WordNumbers(this);
      for (int i = 0; i < rows.length; i++) {
        String text = cells.text(rows[i]);
        numbers.put(text == null ? "" : text, into, start + i * stride);
      }
    }
  }
}
