package io.finesweep.data;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a source holds them, before anything is decided about them.
 *
 * @param columns of the table; of images, the label alone
 * @param images null for a table
 * @param place where a row stands, for messages: the file, and the line or row in it
 */
record RawRows(List<Column> columns, @Nullable Features images, IntFunction<String> place) {
  RawRows {
    columns = List.copyOf(columns);
  }
}
