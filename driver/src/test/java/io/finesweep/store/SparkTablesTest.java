package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Parquet tables of a sweep, read by Spark SQL. */
class SparkTablesTest {

  @TempDir private Path folder;

  @Test
  void readsEveryTableWithoutOptions() {
    TablesWriter.rebuild(Sample.folder(folder), Sample.SCHEMA, Sample.sweep(5));
    try (SparkSession spark = spark()) {
      for (String table : List.of("trials", "folds", "epochs")) {
        Dataset<Row> rows = spark.read().parquet(folder.resolve(table).toString());
        rows.createOrReplaceTempView(table);
      }
      Row best =
          spark
              .sql(
                  "SELECT t.number, t.param_learning_rate, t.started, count(*) AS runs,"
                      + " max(e.epoch) AS epochs FROM trials t"
                      + " JOIN folds f ON f.trial = t.number"
                      + " JOIN epochs e ON e.trial = f.trial AND e.fold = f.fold"
                      + " WHERE t.status = 'complete' GROUP BY ALL ORDER BY t.number LIMIT 1")
              .first();
      assertThat(best.getLong(0)).isZero();
      assertThat(best.getDouble(1)).isEqualTo(1e-3);
      assertThat(best.getTimestamp(2).toInstant()).isEqualTo(Sample.NOW.plusSeconds(2));
      assertThat(best.getLong(3)).isEqualTo(9);
      assertThat(best.getLong(4)).isEqualTo(3);
    }
  }

  private static SparkSession spark() {
    return SparkSession.builder()
        .master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate();
  }

  @Test
  void theDocumentsQueriesRunAndDescribeTellsWhatColumnsHold() throws Exception {
    Path store = folder.resolve("store");
    TablesDocumentTest.write(store);
    List<String> portable =
        TablesDocumentTest.queries("sql").stream()
            .filter(query -> !query.contains("read_parquet") && !query.contains("read_json"))
            .map(query -> query.replaceAll("'(sweeps/[^']*)'", "parquet.`$1`"))
            .toList();
    assertThat(portable).hasSizeGreaterThanOrEqualTo(5);
    try (SparkSession spark = spark()) {
      for (String query : portable) {
        assertThat(last(spark, query, store)).as(query).isNotEmpty();
      }
      List<String> own = TablesDocumentTest.queries("spark");
      assertThat(last(spark, own.get(0), store)).first().asString().startsWith("[digits,5,");
      assertThat(last(spark, own.get(1), store))
          .extracting(Row::toString)
          .anyMatch(line -> line.matches("\\[seconds,double,\\w.+]"))
          .noneMatch(line -> line.endsWith(",null]"));
    }
  }

  /** What the last of some statements gives. */
  private static List<Row> last(SparkSession spark, String statements, Path store) {
    List<Row> rows = List.of();
    for (String one : statements.replace("sweeps/", store + "/").strip().split(";\\s*", -1)) {
      rows = one.isBlank() ? rows : spark.sql(one).collectAsList();
    }
    return rows;
  }
}
