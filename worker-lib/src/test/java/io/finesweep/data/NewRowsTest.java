package io.finesweep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.trial.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewRowsTest {

  private static final String CELLS =
      """
      %s
      1.5,red,true,01,NA,a
      ,blue,false,2,yes,b
      3,NA,true,02,no,a
      0.5,red,,2,yes,b
      """;

  @TempDir private Path folder;

  @Test
  void preparesRowsAsTheyWereInTraining() throws IOException {
    Dataset known = known();
    Preprocessing fitted = Preprocessing.fit(known, all(known));
    Path rows = Files.writeString(folder.resolve("new.csv"), CELLS.formatted(HEADER));

    NewRows read = read(rows, fitted, "label");

    assertThat(fitted.apply(read.data(), all(read.data())).features())
        .isEqualTo(fitted.apply(known, all(known)).features());
    assertThat(read.data().targets().names()).containsExactly("a", "b");
    assertThat(Objects.requireNonNull(read.ids()).text(1)).isEqualTo("b");
  }

  @Test
  void preparesOneRowAsAmongMany() throws IOException {
    Dataset known = known();
    Preprocessing fitted = Preprocessing.fit(known, all(known));
    float[] whole = fitted.apply(known, all(known)).features();
    List<String> lines = CELLS.formatted(HEADER).lines().toList();
    for (int row = 0; row < known.size(); row++) {
      Path one =
          Files.writeString(
              folder.resolve("one.csv"), lines.get(0) + "\n" + lines.get(row + 1) + "\n");
      NewRows read = read(one, fitted, null);
      float[] alone = fitted.apply(read.data(), new int[1]).features();

      for (int i = 0; i < alone.length; i++) {
        assertThat(alone[i])
            .as("row %s, number %s", row, i)
            .isEqualTo(whole[row * alone.length + i]);
      }
    }
  }

  @Test
  void refusesTextsWhereNumbersWere() throws IOException {
    Dataset known = known();
    Preprocessing fitted = Preprocessing.fit(known, all(known));
    Path rows =
        Files.writeString(
            folder.resolve("new.csv"), HEADER + "\nmany,red,true,2,yes,a\n1,red,true,2,yes,a\n");

    assertThatThrownBy(() -> read(rows, fitted, null))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("line 2", "'size' is 'many'");
  }

  private static final String HEADER = "size,colour,flag,code,answer,label";

  private Dataset known() throws IOException {
    Path file = Files.writeString(folder.resolve("known.csv"), CELLS.formatted(HEADER));
    Settings data =
        Settings.of(
            Map.of(
                "format",
                "csv",
                "path",
                file.toString(),
                "label",
                "label",
                "categorical",
                List.of("code", "answer")));
    return Datasets.load(
        DataSpec.read(data.section("data", new ArrayList<>())), new Configuration());
  }

  private static NewRows read(
      Path file, Preprocessing fitted, @org.jspecify.annotations.Nullable String id)
      throws IOException {
    return NewRows.read(
        new NewRows.Place(file.toString(), new NewRows.Format.Csv(','), id),
        fitted,
        new Targets.Classes(new int[0], List.of("a", "b")),
        new Configuration());
  }

  private static int[] all(Dataset data) {
    return IntStream.range(0, data.size()).toArray();
  }
}
