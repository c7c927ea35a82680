package io.finesweep.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Asks DuckDB, which knows no more than the files' folder. */
public final class Duck {

  private Duck() {}

  /** The rows, cells joined by a comma; {@code %s} in the query stands for the folder. */
  public static List<String> rows(Path folder, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET autoinstall_known_extensions=false");
      statement.execute("SET TimeZone='UTC'");
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(query.replace("%s", folder.toString()))) {
        while (result.next()) {
          StringJoiner cells = new StringJoiner(",");
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            cells.add(result.getString(i));
          }
          rows.add(cells.toString());
        }
      }
      return rows;
    }
  }
}
