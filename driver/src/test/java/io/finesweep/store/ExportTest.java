package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Recorded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

  private static final List<Recorded> EVENTS = Sample.sweep(4);

  @TempDir private Path folder;

  private Export export() {
    List<Rank> best = List.of(new Rank(3, 1), new Rank(0, 1), new Rank(2, 2), new Rank(1, 0));
    return Export.of(Sample.folder(folder.resolve("digits")), Sample.SCHEMA, EVENTS, best);
  }

  @Test
  void csvAndParquetHoldTheSame() throws Exception {
    export().write(folder.resolve("csv"), Export.Format.CSV);
    export().write(folder.resolve("parquet"), Export.Format.PARQUET);

    for (String table : List.of("trials", "ranking", "folds", "epochs")) {
      String all = "select * from '%s/" + table;
      assertThat(Duck.rows(folder.resolve("csv"), all + ".csv'"))
          .as(table)
          .isNotEmpty()
          .isEqualTo(Duck.rows(folder.resolve("parquet"), all + ".parquet'"));
    }
  }

  @Test
  void theRankingComesInItsOrder() throws Exception {
    export().write(folder.resolve("csv"), Export.Format.CSV);

    assertThat(Duck.rows(folder, "select rank, number, front from '%s/csv/ranking.csv'"))
        .containsExactly("1,3,1", "2,0,1", "3,2,2", "4,1,null");
  }

  @Test
  void textsThatHoldWhatPartsThemAreQuoted() throws Exception {
    Table table =
        new Table(
            "t",
            List.of(
                new Column("a", Column.Kind.TEXT, ""),
                new Column("b", Column.Kind.TEXT, ""),
                new Column("c", Column.Kind.TIME, "")),
            List.of(new Row(java.util.Arrays.asList("x,\"y\"\nz", "", 0L))));
    StringBuilder text = new StringBuilder();
    CsvText.write(table, text);

    assertThat(text).hasToString("a,b,c\r\n\"x,\"\"y\"\"\nz\",\"\",1970-01-01T00:00:00Z\r\n");
  }

  @Test
  void predictionsAreLeftOutWhereNoneWereKept() throws Exception {
    assertThat(export().write(folder.resolve("csv"), Export.Format.CSV))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("trials.csv", "ranking.csv", "folds.csv", "epochs.csv");
    assertThat(folder.resolve("csv").resolve("predictions.csv")).doesNotExist();
    assertThat(Files.readString(folder.resolve("csv/trials.csv"))).startsWith("number,status,");
  }
}
