package io.finesweep.cli;

import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;

/** The columns of the tables that commands print. */
final class TextColumns {

  private TextColumns() {}

  /**
   * Text.
   *
   * @param most characters in a line of a cell
   */
  static Column left(String name, int most) {
    return column(name, HorizontalAlign.LEFT, most);
  }

  /**
   * Numbers.
   *
   * @param most characters in a line of a cell
   */
  static Column right(String name, int most) {
    return column(name, HorizontalAlign.RIGHT, most);
  }

  private static Column column(String name, HorizontalAlign align, int most) {
    return new Column().header(name).headerAlign(align).dataAlign(align).maxWidth(most);
  }
}
