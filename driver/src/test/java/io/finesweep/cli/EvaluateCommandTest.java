package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.store.Duck;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  @TempDir private Path folder;

  private Bowl.Said evaluate(Object... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "evaluate";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = arguments[i].toString();
    }
    return Bowl.run(all);
  }

  private java.util.List<String> values(String metric) throws Exception {
    return Duck.rows(
        folder,
        "SELECT kind, trial, rows, value > 0.9, low <= value AND value <= high, is_objective"
            + " FROM '%s/store/evaluations/*.parquet' WHERE metric = '"
            + metric
            + "' ORDER BY evaluated");
  }

  @Test
  void measuresAModelAloneOnRowsWithLabelsOfOtherOrderAndWithOtherColumns() throws Exception {
    Path model = new SmallModel(folder).of("classes.csv", "class");
    Path rows = folder.resolve("new.csv");
    StringBuilder text = new StringBuilder("more;truth;colour;x\n");
    for (int i = 0; i < 60; i++) {
      double x = (i % 2 == 0 ? 1 : -1) * (1 + i / 20.0);
      text.append("z;").append(x > 0 ? "plus" : "minus").append(";red;").append(x).append('\n');
    }
    Files.writeString(rows, text);

    Bowl.Said said =
        evaluate(
            model, rows, "--label", "truth", "--csv-separator", ";", "--store", folder + "/store");

    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("accuracy", "95% interval", " to ", "60 rows");
    assertThat(values("accuracy")).containsExactly("trial,null,60,true,true,false");
  }

  @Test
  void measuresARegressionInItsOwnUnit() throws Exception {
    Path model = new SmallModel(folder).of("numbers.csv", "y");

    Bowl.Said said = evaluate(model, folder.resolve("numbers.csv"), "--store", folder + "/store");

    assertThat(said.err()).isEmpty();
    assertThat(values("mae")).containsExactly("trial,null,200,true,true,false");
    assertThat(values("accuracy")).isEmpty();
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Path model = new SmallModel(folder).of("classes.csv", "class");
    Path rows = folder.resolve("classes.csv");

    assertThat(evaluate(model, rows).err()).contains("no store", "Maybe --store");
    assertThat(evaluate(model, rows, "--store", folder + "/store").err())
        .contains("'data.label'", "Maybe --like");
    assertThat(evaluate(folder + "/none.zip", rows).err()).contains("does not exist", "Maybe");
    assertThat(evaluate(rows, rows, "--store", folder + "/store").err())
        .contains("is no model of a sweep", "Maybe --like");
    Path other = Files.writeString(folder.resolve("odd.csv"), "x,colour,class\n1,red,odd\n");
    assertThat(evaluate(model, other, "--label", "class", "--store", folder + "/store").err())
        .contains("the class 'odd' does not occur", "minus, plus");
  }
}
