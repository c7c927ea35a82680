package io.finesweep.data;

import static io.finesweep.data.Reading.all;
import static io.finesweep.data.Reading.csv;
import static io.finesweep.data.Reading.load;
import static io.finesweep.data.Reading.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

  @TempDir Path folder;

  @Test
  void readsNumbersTextsFlagsAndMissingCells() throws IOException {
    Dataset data =
        csv(
            folder,
            """
            age,color,married,label
            30,red,true,yes
            ,"dark, ""blue""\",FALSE,no
            -1.5e1,NA,true,yes
            """,
            "label",
            "label");
    List<Column> columns = ((Features.Table) data.features()).columns();
    assertThat(((Column.Numbers) columns.get(0)).values()).containsExactly(30, Double.NaN, -15);
    assertThat(columns.get(1).text(1)).isEqualTo("dark, \"blue\"");
    assertThat(columns.get(1).missing(2)).isTrue();
    assertThat(((Column.Numbers) columns.get(2)).values()).containsExactly(1, 0, 1);
    Targets.Classes targets = (Targets.Classes) data.targets();
    assertThat(targets.names()).containsExactly("no", "yes");
    assertThat(targets.labels()).containsExactly(1, 0, 1);
  }

  @Test
  void imputesTheMedianAndEncodesTheLevelsOfTheTrainingRows() throws IOException {
    Dataset data =
        csv(
            folder,
            """
            x,color,y
            1,red,0.5
            3,blue,1.5
            ,,2.5
            100,green,3.5
            """,
            "label",
            "y",
            "scale",
            "none",
            "standardize-targets",
            false);
    Preprocessing fitted = Preprocessing.fit(data, new int[] {0, 1, 2});
    Examples examples = fitted.apply(data, all(data));
    assertThat(fitted.shape()).containsExactly(4);
    assertThat(examples.features())
        .containsExactly(1, 0, 1, 0, 3, 1, 0, 0, 2, 0, 0, 1, 100, 0, 0, 0);
  }

  @Test
  void readsABomASeparatorAndGzip() throws IOException {
    Path file = folder.resolve("packed.dat");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("\uFEFFx;label\n1;a\n2;b\n".getBytes(StandardCharsets.UTF_8));
    }
    Dataset data =
        load(spec("format", "csv", "path", file.toString(), "label", "label", "separator", ";"));
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.description().features().get(0).name()).isEqualTo("x");
  }

  @Test
  void readsAllFilesOfAFolderInOrder() throws IOException {
    Path tables = Files.createDirectories(folder.resolve("tables/deeper"));
    Files.writeString(tables.resolve("b.csv"), "label,x\n1.5,2\n");
    Files.writeString(folder.resolve("tables/a.csv"), "x,label\n1,0.5\n");
    Files.writeString(folder.resolve("tables/_SUCCESS"), "");
    Files.writeString(folder.resolve("tables/.a.csv.crc"), "no table");
    String path = folder.resolve("tables").toString();
    Dataset data = load(spec("format", "csv", "path", path, "label", "label"));
    assertThat(((Targets.Numbers) data.targets()).values())
        .isDeepEqualTo(new double[][] {{0.5}, {1.5}});
    Dataset first = load(spec("format", "csv", "path", path + "/*.csv", "label", "label"));
    assertThat(first.size()).isEqualTo(1);
  }

  @Test
  void dropsAndCountsRowsWithoutLabel() throws IOException {
    Dataset data = csv(folder, "x,label\n1,a\n2,\n3,b\n4,?\n", "label", "label");
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.description().dropped().withoutLabel()).isEqualTo(2);
  }

  @Test
  void dropsOrRefusesMissingFeatures() throws IOException {
    String lines = "x,label\n1,a\n,a\n3,b\n";
    Dataset dropped = csv(folder, lines, "label", "label", "missing", "drop");
    assertThat(dropped.size()).isEqualTo(2);
    assertThat(dropped.description().dropped().withMissingFeatures()).isEqualTo(1);
    assertThatThrownBy(() -> csv(folder, lines, "label", "label", "missing", "fail"))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("table.csv, line 3: 'x' is missing");
  }

  @Test
  void keepsTheRowsOfSomeClasses() throws IOException {
    String lines = "x,label\n1,0\n2,1\n3,2\n4,1\n";
    Dataset data = csv(folder, lines, "label", "label", "classes", List.of(1, 2));
    assertThat(data.targets().names()).containsExactly("1", "2");
    assertThat(data.description().dropped().ofOtherClasses()).isEqualTo(1);
    assertThatThrownBy(() -> csv(folder, lines, "label", "label", "classes", List.of(1, 7)))
        .hasMessageContaining("data.classes names '7', which no row has");
  }

  @Test
  void ordersClassesThatAreNumbersBySize() throws IOException {
    Dataset data = csv(folder, "x,label\n1,10\n2,9\n3,2.0\n", "label", "label");
    assertThat(data.targets().names()).containsExactly("2", "9", "10");
  }

  @Test
  void readsSeveralLabelsAsOutputsOfARegression() throws IOException {
    Dataset data = csv(folder, "a,x,b\n1,5,2\n3,6,4\n", "label", List.of("b", "a"));
    Targets.Numbers targets = (Targets.Numbers) data.targets();
    assertThat(targets.names()).containsExactly("b", "a");
    assertThat(targets.values()).isDeepEqualTo(new double[][] {{2, 1}, {4, 3}});
  }

  @Test
  void takesMoreThanFiftyWholeNumbersForARegression() throws IOException {
    StringBuilder lines = new StringBuilder("x,label\n");
    for (int i = 0; i < 102; i++) {
      lines.append(i).append(',').append(i % 51).append('\n');
    }
    assertThat(csv(folder, lines.toString(), "label", "label").targets())
        .isInstanceOf(Targets.Numbers.class);
    assertThat(csv(folder, lines.toString(), "label", "label", "task", "classification").targets())
        .isInstanceOf(Targets.Classes.class);
  }

  @Test
  void readsColumnsAsAnImage() throws IOException {
    Dataset data =
        csv(
            folder,
            "label,a,b,c,d\nx,0,255,0,0\ny,51,0,0,0\n",
            "label",
            "label",
            "shape",
            List.of(1, 2, 2),
            "scale",
            java.util.Map.of("divide", 255));
    Examples examples = Preprocessing.fit(data, all(data)).apply(data, new int[] {1});
    assertThat(examples.shape()).containsExactly(1, 2, 2);
    assertThat(examples.features()).containsExactly(0.2f, 0, 0, 0);
  }

  @Test
  void namesTheLineOfWhatIsWrong() {
    fails("x,label\n1,a\n2,b,c\n", "line 3 has 3 fields, the header 2");
    fails("1,2\n3,4\n", "line 1 holds numbers only", "Maybe the header is missing");
    fails("x,x,label\n", "'x' occurs twice");
    fails("x,,label\n", "a column has no name");
    fails("", "is empty");
    fails("x,label\n1,a\n2,\"b\n3,c\n", "line 3", "quote");
    fails("x,label\n", "The data hold no row");
    fails("x,lable\n1,a\n", "data.label names the column 'label'", "Maybe you meant 'lable'");
    fails("x;label\n1;a\n", "Maybe the fields are apart by another character");
    fails("x,label\n1,a\n2,a\n", "one value only (a)");
    fails("label\na\nb\n", "The data have no feature");
    fails("x,y,label\n,1,a\n,2,b\n", "Column 'x' has no value in any of 2 rows");
  }

  @Test
  void refusesATextThatTellsRowsApartAsACategory() {
    StringBuilder lines = new StringBuilder("name,label\n");
    for (int i = 0; i < 20_000; i++) {
      lines.append("row").append(i).append(i % 2 == 0 ? ",a\n" : ",b\n");
    }
    fails(lines.toString(), "holds 20000 different texts", "data.id or data.ignore");
  }

  @Test
  void takesOneTextAmongManyNumbersForASlip() {
    StringBuilder lines = new StringBuilder("x,label\n");
    for (int i = 0; i < 30; i++) {
      lines.append(i == 17 ? "12x3" : i).append(i % 2 == 0 ? ",a\n" : ",b\n");
    }
    fails(lines.toString(), "table.csv, line 19: 'x' is '12x3'", "data.categorical");
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "x,label\n1,\u00e4\n2,b\n".getBytes(StandardCharsets.ISO_8859_1));
    DataSpec spec = spec("format", "csv", "path", file.toString(), "label", "label");
    assertThatThrownBy(() -> load(spec))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void refusesAnUnknownLevelOfAListedCategory() throws IOException {
    Object levels = java.util.Map.of("c", List.of("red", "green"));
    Dataset data = csv(folder, "c,label\nred,1.5\n,2.5\n", "label", "label", "categorical", levels);
    Preprocessing fitted = Preprocessing.fit(data, new int[] {0});
    assertThat(fitted.apply(data, all(data)).features()).containsExactly(1, 0, 0, 0);
    assertThatThrownBy(
            () -> csv(folder, "c,label\nrde,1.5\n", "label", "label", "categorical", levels))
        .hasMessageContaining("line 2: 'c' is 'rde'")
        .hasMessageContaining("Maybe you meant 'red'");
  }

  @Test
  void refusesAMissingFile() {
    DataSpec spec = spec("format", "csv", "path", "nowhere/none.csv", "label", "label");
    assertThatThrownBy(() -> load(spec))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("'nowhere/none.csv' does not exist");
  }

  private void fails(String lines, String... fragments) {
    assertThatThrownBy(() -> csv(folder, lines, "label", "label"))
        .isInstanceOf(InvalidData.class)
        .hasMessageContainingAll(fragments);
  }
}
