package io.finesweep.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Named, typed columns and rows.
 *
 * @param name of the table, such as {@code trials}
 * @param rows read once when the table is written, perhaps computed while they are
 */
public record Table(String name, List<Column> columns, Iterable<Row> rows) {
  public Table {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "The table '"
                + name
                + "' would have two columns '"
                + column.name()
                + "'.\nMaybe rename one of the parameters or metrics that they stand for.");
      }
    }
  }

  /** The table as one Parquet file. */
  public byte[] toParquet() {
    return ParquetBytes.of(this);
  }

  /** Writes the table as one Parquet file of a sweep, in place of the one that may be there. */
  public void publish(SweepFolder folder, String path) {
    folder.publish(path, ParquetBytes.of(this));
  }
}
