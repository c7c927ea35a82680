package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.History;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Predictions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/tables.md} is the promise to analysts: a column that is renamed, retyped, moved or
 * gone fails here, and so does one that the document does not tell of.
 */
class TablesDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "tables.md");

  @TempDir private Path folder;

  @Test
  void trialsAreAsDocumented() throws Exception {
    assertThat(documented("trials"))
        .isEqualTo(columns(trials().table(nothing(), List.of()).columns()));
  }

  @Test
  void theRankingIsAsDocumented() throws Exception {
    List<String> ranking = columns(trials().ranking(nothing(), List.of(), List.of()).columns());
    int last = ranking.size() - 1;
    assertThat(List.of(ranking.get(0), ranking.get(last))).isEqualTo(documented("ranking"));
    assertThat(ranking.subList(1, last)).isEqualTo(documented("trials"));
  }

  @Test
  void foldsAreAsDocumented() throws Exception {
    assertThat(documented("folds"))
        .isEqualTo(columns(new RunRows(Sample.SCHEMA).folds(List.of()).columns()));
  }

  @Test
  void epochsAreAsDocumented() throws Exception {
    assertThat(documented("epochs"))
        .isEqualTo(columns(new RunRows(Sample.SCHEMA).epochs(List.of()).columns()));
  }

  @Test
  void predictionsOfClassesAreAsDocumented() throws Exception {
    Predictions classes =
        new Predictions.Classes(new int[0], new double[0][], List.of("cat", "dog"));
    assertThat(documented("predictions, classification"))
        .isEqualTo(columns(PredictionRows.columns(classes)));
  }

  @Test
  void predictionsOfNumbersAreAsDocumented() throws Exception {
    Predictions numbers =
        new Predictions.Numbers(new double[0][], new double[0][], List.of("width"));
    assertThat(documented("predictions, regression"))
        .isEqualTo(columns(PredictionRows.columns(numbers)));
  }

  @Test
  void explanationsAreAsDocumented() throws Exception {
    Explanation nothing = new Explanation("accuracy", 0, List.of(), List.of());
    assertThat(documented("inputs")).isEqualTo(columns(Explanations.inputs(0, nothing).columns()));
    assertThat(documented("patches"))
        .isEqualTo(columns(Explanations.patches(0, nothing).columns()));
  }

  @Test
  void evaluationsAreAsDocumented() throws Exception {
    assertThat(documented("evaluations")).isEqualTo(columns(Evaluations.columns()));
    assertThat(documented("resamples")).isEqualTo(columns(Evaluations.resampleColumns()));
  }

  @Test
  void theVersionOfTheSchemaIsTheDocuments() throws Exception {
    assertThat(text()).contains("Version " + ParquetBytes.SCHEMA + " of the schema");
  }

  @Test
  void theDocumentsQueriesRun() throws Exception {
    write(folder.resolve("store"));
    List<String> queries = queries("sql");

    assertThat(queries).hasSizeGreaterThanOrEqualTo(4);
    for (String query : queries) {
      assertThat(rows(query)).as(query).isNotEmpty();
    }
  }

  /** A store with the sweep that the queries look at. */
  static void write(Path store) {
    SweepFolder sweep = Sample.folder(store.resolve("digits"));
    TablesWriter writer = TablesWriter.rebuild(sweep, Sample.SCHEMA, Sample.sweep(5));
    writer.publishRanking(IntStream.range(0, 5).mapToObj(i -> new Rank(4 - i, 0)).toList());
    Notes.of(sweep).add(new Note(1000, "ann", "seen", List.of("good"), List.of()));
    Evaluations evaluations = Evaluations.in(Sample.folder(store));
    evaluations.add(EvaluationsTest.evaluation(1, "one", 0.7));
    evaluations.add(EvaluationsTest.evaluation(2, "two", 0.8));
  }

  private List<String> rows(String query) throws SQLException {
    return Duck.rows(folder, query.replace("sweeps/", folder.resolve("store") + "/"));
  }

  private static TrialRows trials() {
    return new TrialRows(Sample.SCHEMA);
  }

  private static History nothing() {
    return History.empty(Sample.TERMS);
  }

  private static String text() throws Exception {
    return Files.readString(DOCUMENT, StandardCharsets.UTF_8);
  }

  /** "name | type" of each column; what depends on the sweep is one line for all. */
  private static List<String> columns(List<Column> columns) {
    Set<String> lines = new LinkedHashSet<>();
    for (Column column : columns) {
      String name =
          column
              .name()
              .replaceFirst("^param_.*", "param_*")
              .replaceFirst("^metric_.*?(_std|_se|)$", "metric_*$1")
              .replaceFirst("^probability_.*", "probability_*");
      String kind = name.equals("param_*") ? "its own" : column.kind().name();
      lines.add(name + " | " + kind.toLowerCase(Locale.ROOT));
    }
    return List.copyOf(lines);
  }

  private static List<String> documented(String table) throws Exception {
    List<String> lines = new ArrayList<>();
    boolean within = false;
    for (String line : text().lines().toList()) {
      if (line.startsWith("#")) {
        within = line.equals("## " + table);
      } else if (within && line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        lines.add(cells[1].replace("`", "").trim() + " | " + cells[2].trim());
      }
    }
    return lines;
  }

  /** The document's blocks of this language. */
  static List<String> queries(String language) throws Exception {
    List<String> queries = new ArrayList<>();
    String[] parts = text().split("```" + language + "\n", -1);
    for (int i = 1; i < parts.length; i++) {
      queries.add(parts[i].substring(0, parts[i].indexOf("```")));
    }
    return queries;
  }
}
