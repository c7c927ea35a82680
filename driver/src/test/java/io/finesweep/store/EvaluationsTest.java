package io.finesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationsTest {

  @TempDir private Path folder;

  static Evaluation evaluation(long at, String model, double accuracy) {
    return evaluation(at, model, accuracy, "digits", "cd");
  }

  private static Evaluation evaluation(
      long at, String model, double accuracy, String sweep, String rows) {
    return new Evaluation(
        at,
        "ann",
        new Evaluation.Subject(model, "ab" + model, Evaluation.Kind.TRIAL, sweep, 7),
        new Evaluation.Rows("rows.csv", rows, 100),
        List.of(
            new Evaluation.Figure(
                "accuracy",
                "maximize",
                true,
                accuracy,
                accuracy - 0.05,
                accuracy + 0.05,
                new double[] {accuracy - 0.01, Double.NaN, accuracy + 0.01}),
            new Evaluation.Figure(
                "roc-auc", "maximize", false, 0.9, null, null, new double[] {0.9, 0.9, 0.9})));
  }

  @Test
  void comeBackAsTheyWereKeptTheOldestFirst() {
    Evaluations evaluations = Evaluations.in(Sample.folder(folder));
    assertThat(evaluations.all()).isEmpty();
    evaluations.add(evaluation(2000, "late", 0.8));
    evaluations.add(evaluation(1000, "early", 0.7));

    assertThat(evaluations.all())
        .extracting(EvaluationsTest::text)
        .containsExactly(text(evaluation(1000, "early", 0.7)), text(evaluation(2000, "late", 0.8)));
  }

  @Test
  void besideASweepStandAllOnTheRowsThatItsModelsWereEvaluatedOn() {
    Evaluations evaluations = Evaluations.in(Sample.folder(folder));
    evaluations.add(evaluation(1000, "own", 0.7));
    evaluations.add(evaluation(2000, "other", 0.8, "letters", "cd"));
    evaluations.add(evaluation(3000, "elsewhere", 0.9, "letters", "ef"));

    assertThat(evaluations.beside("digits"))
        .extracting(one -> one.subject().location())
        .containsExactly("own", "other");
    assertThat(evaluations.beside("none")).isEmpty();
  }

  /** All of it, its arrays written out. */
  private static String text(Evaluation one) {
    StringBuilder text = new StringBuilder();
    text.append(one.at()).append(one.author()).append(one.subject()).append(one.rows());
    for (Evaluation.Figure figure : one.figures()) {
      text.append(figure.metric()).append(figure.goal()).append(figure.isObjective());
      text.append(figure.value()).append(' ').append(figure.low()).append(' ');
      text.append(figure.high()).append(Arrays.toString(figure.resampled()));
    }
    return text.toString();
  }

  @Test
  void areATableThatOpensWithoutOptionsAndItsResamplesPairModels() throws Exception {
    Evaluations evaluations = Evaluations.in(Sample.folder(folder));
    evaluations.add(evaluation(1000, "one", 0.7));
    evaluations.add(evaluation(2000, "two", 0.8));

    assertThat(
            Duck.rows(
                folder,
                "SELECT model, trial, value, low IS NULL FROM '%s/evaluations/*.parquet'"
                    + " WHERE metric = 'accuracy' ORDER BY evaluated"))
        .containsExactly("one,7,0.7,false", "two,7,0.8,false");
    assertThat(
            Duck.rows(
                folder,
                "SELECT a.resample, round(b.value - a.value, 6)"
                    + " FROM '%s/evaluations/_resamples/*.parquet' a"
                    + " JOIN '%s/evaluations/_resamples/*.parquet' b USING (metric, resample)"
                    + " WHERE metric = 'accuracy' AND a.evaluation < b.evaluation"
                    + " AND a.value IS NOT NULL ORDER BY 1"))
        .containsExactly("0,0.1", "2,0.1");
  }

  @Test
  void oneThatIsTornIsNamedWithTheWayOut() throws Exception {
    Evaluations evaluations = Evaluations.in(Sample.folder(folder));
    evaluations.add(evaluation(1000, "one", 0.7));
    Path file;
    try (var files = Files.newDirectoryStream(folder.resolve("evaluations"), "*.parquet")) {
      file = files.iterator().next();
    }
    byte[] content = Files.readAllBytes(file);
    for (int length : new int[] {0, content.length / 2, content.length - 1}) {
      Files.write(file, Arrays.copyOf(content, length));
      assertThatThrownBy(evaluations::all)
          .isInstanceOf(DamagedStore.class)
          .hasMessageContaining(file + " cannot be read")
          .hasMessageContaining("\nMaybe delete it and evaluate the model again.");
    }
  }
}
