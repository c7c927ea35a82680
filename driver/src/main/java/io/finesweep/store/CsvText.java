package io.finesweep.store;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables as comma-separated values (RFC 4180): numbers exact, times in ISO 8601, null empty. */
final class CsvText {

  private static final String LINE = "\r\n";

  private CsvText() {}

  static void write(Table table, Appendable out) throws IOException {
    List<Column> columns = table.columns();
    out.append(columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(",")));
    out.append(LINE);
    for (Row row : table.rows()) {
      for (int i = 0; i < columns.size(); i++) {
        out.append(i == 0 ? "" : ",").append(text(columns.get(i).kind(), row.cells().get(i)));
      }
      out.append(LINE);
    }
  }

  private static String text(Column.Kind kind, @Nullable Object cell) {
    if (cell == null) {
      return "";
    } else if (kind == Column.Kind.TIME) {
      return Instant.ofEpochMilli((Long) cell).toString();
    }
    return kind == Column.Kind.TEXT ? quoted((String) cell) : cell.toString();
  }

  /** An empty text is quoted: it is not null. */
  private static String quoted(String text) {
    return text.isEmpty() || text.matches("(?s).*[\",\r\n].*")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
