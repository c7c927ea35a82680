package io.finesweep.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tables of a sweep say, but for times and hosts.
 *
 * @param folder of the sweep, on this machine
 */
record SweepTables(Path folder) {

  private static final String WHAT_MUST_BE_EQUAL =
      "select * exclude (started, ended, seconds) from '%s/trials/*.parquet' order by number";

  /** The rows of the table of trials. */
  List<List<Object>> trials() throws SQLException {
    return query(WHAT_MUST_BE_EQUAL.formatted(folder));
  }

  /** How many rows the table of fold runs has. */
  Object runs() throws SQLException {
    return query("select count(*) from '%s/folds/*.parquet'".formatted(folder)).get(0).get(0);
  }

  /** The rows of the table of predictions. */
  List<List<Object>> predictions() throws SQLException {
    return query(
        "select * from '%s/predictions/*.parquet' order by trial, fold, epochs, \"row\""
            .formatted(folder));
  }

  /** The trials in the order of the ranking. */
  List<List<Object>> ranking() throws SQLException {
    return query("select number from '%s/ranking.parquet'".formatted(folder));
  }

  /** What became of trials, each ending once. */
  List<String> statuses() throws SQLException {
    return texts("select distinct status from '%s/trials/*.parquet'");
  }

  /** Why trials failed, each reason once. */
  List<String> reasons() throws SQLException {
    return texts("select distinct reason from '%s/trials/*.parquet' where reason is not null");
  }

  private List<String> texts(String sql) throws SQLException {
    return query(sql.formatted(folder)).stream().map(row -> String.valueOf(row.get(0))).toList();
  }

  /** The rows that a query of DuckDB's has. */
  static List<List<Object>> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result = connection.createStatement().executeQuery(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(result.getObject(column));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
