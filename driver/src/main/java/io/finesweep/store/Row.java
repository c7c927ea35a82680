package io.finesweep.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param cells one for each column, in order: String, Long, Double or Boolean as the column's kind
 *     says, or null
 */
public record Row(List<@Nullable Object> cells) {
  public Row {
    cells = Collections.unmodifiableList(new ArrayList<>(cells));
  }

  /** The row of these cells. */
  public static Row of(@Nullable Object... cells) {
    return new Row(Arrays.asList(cells));
  }
}
