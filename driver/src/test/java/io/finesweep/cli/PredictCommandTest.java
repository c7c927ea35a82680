package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.fold.FinalModel;
import io.finesweep.store.Duck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void writesClassesWithTheirProbabilitiesAndTheIdsOfTheRows() throws Exception {
    Path model = new SmallModel(folder).of("classes.csv", "class");
    // Other order, no label, a missing number, a colour that training did not have.
    Path rows =
        Files.writeString(
            folder.resolve("new.csv"),
            "key;colour;more;x\nk1;red;z;3.0\nk2;blue;z;-3\nk3;green;z;\nk4;red;z;-2.5\n");
    Path to = folder.resolve("here/out.parquet");

    int code =
        run(
            "predict",
            model.toString(),
            rows.toString(),
            "--id",
            "key",
            "--csv-separator",
            ";",
            "--to",
            to.toString());

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("4 rows ").contains("out.parquet");
    assertThat(
            Duck.rows(
                folder, "SELECT row, id, predicted FROM '%s/here/out.parquet' WHERE row <> 2"))
        .containsExactly("0,k1,plus", "1,k2,minus", "3,k4,minus");
    assertThat(
            Duck.rows(
                folder,
                "SELECT bool_and(abs(probability_minus + probability_plus - 1) < 1e-9), count(*)"
                    + " FROM '%s/here/out.parquet'"))
        .containsExactly("true,4");
  }

  @Test
  void runsAnEnsembleLikeASingleModel() throws Exception {
    byte[] one = Files.readAllBytes(new SmallModel(folder).of("classes.csv", "class"));
    FinalModel member = FinalModel.read(new ByteArrayInputStream(one));
    Path ensemble = folder.resolve("ensemble.zip");
    try (OutputStream file = Files.newOutputStream(ensemble)) {
      FinalModel.together(List.of(member, member), List.of(3, 1)).write(file);
    }
    Path rows = Files.writeString(folder.resolve("new.csv"), "colour,x\nred,3.0\nblue,-3\n");
    Path to = folder.resolve("out.parquet");

    assertThat(run("predict", ensemble.toString(), rows.toString(), "--to", to.toString()))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();
    assertThat(Duck.rows(folder, "SELECT row, predicted FROM '%s/out.parquet'"))
        .containsExactly("0,plus", "1,minus");
  }

  @Test
  void predictsNumbersInTheirOwnUnit() throws Exception {
    Path model = new SmallModel(folder).of("numbers.csv", "y");
    Path rows = Files.writeString(folder.resolve("new.csv"), "x,colour\n1,red\n-1,blue\n");
    Path to = folder.resolve("out.parquet");

    int code = run("predict", model.toString(), rows.toString(), "--to", to.toString());

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    List<String> predicted =
        Duck.rows(folder, "SELECT predicted_y > 1000 FROM '%s/out.parquet' ORDER BY row");
    assertThat(predicted).containsExactly("true", "false");
  }

  @Test
  void readsTheColumnsOfParquetAsThePixelsOfAnImage() throws Exception {
    Path digits = Program.HOME.resolve("conf/data/digits.parquet");
    Map<String, Object> data =
        Map.of(
            "format",
            "parquet",
            "path",
            digits.toString(),
            "label",
            "digit",
            "id",
            "id",
            "task",
            "classification",
            "shape",
            List.of(1, 8, 8));
    Path model = new SmallModel(folder).of(data, "accuracy");
    Path to = folder.resolve("out.parquet");

    int code = run("predict", model.toString(), digits.toString(), "--id", "id", "--to", "" + to);

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(
            Duck.rows(
                folder,
                "SELECT count(*) = 1797, avg((predicted = digit::VARCHAR)::INT) > 0.9 FROM"
                    + " '%s/out.parquet' p JOIN '"
                    + digits
                    + "' d ON p.id = d.id::VARCHAR"))
        .containsExactly("true,true");
  }

  @Test
  void saysWhichColumnIsMissing() throws Exception {
    Path model = new SmallModel(folder).of("classes.csv", "class");
    Path rows = Files.writeString(folder.resolve("new.csv"), "colour\nred\n");

    int code = run("predict", model.toString(), rows.toString());

    assertThat(code).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("has no column 'x'", "it has colour", "\nMaybe ");
  }

  @Test
  void saysThatAFileIsNoModel() throws Exception {
    Path rows = Files.writeString(folder.resolve("new.csv"), "x\n1\n");

    assertThat(run("predict", rows.toString(), rows.toString())).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("predict", folder + "/none.zip", rows.toString())).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("This is no model of a sweep", "none.zip' does not exist.\nMaybe ");
  }

  private int run(String... arguments) {
    return Main.run(
        new Main.Streams(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        arguments);
  }
}
