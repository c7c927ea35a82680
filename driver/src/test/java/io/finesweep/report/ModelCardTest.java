package io.finesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.analysis.Measured;
import io.finesweep.analysis.Ranking;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.metric.Predictions;
import io.finesweep.trial.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelCardTest {

  private static ModelCard.Texts card(int testRows) {
    return card(testRows, List.of());
  }

  /** Of these trials; of the winner where there are none. */
  private static ModelCard.Texts card(int testRows, List<Integer> together) {
    SweepRecord sweep = SampleSweep.of(40, 3);
    List<Recorded> events = new ArrayList<>(sweep.events());
    int winner = Ranking.of(History.of(sweep.terms(), events), events).standings().get(0).number();
    return ModelCard.of(
        sweep,
        new ModelCard.Model(
            together.isEmpty() ? List.of(winner) : together,
            new TreeMap<>(testRows == 0 ? Map.of() : Map.of("accuracy", 0.9)),
            new Blob("_runs/model.zip", 1234, "ab".repeat(32))),
        new ModelCard.Subject(
            "Tells <cats> from dogs.",
            "/store/digits/models/trial-1.zip",
            Map.of("rows", "1797"),
            Map.of("learning-rate", "0.01"),
            testRows,
            testRows == 0 ? null : tested(testRows)));
  }

  /** Nine of ten rows right. */
  private static ModelCard.Tested tested(int rows) {
    int[] truth = new int[rows];
    double[][] probabilities = new double[rows][];
    for (int row = 0; row < rows; row++) {
      truth[row] = row % 2;
      double first = (truth[row] == 0) == (row % 10 != 0) ? 0.8 : 0.2;
      probabilities[row] = new double[] {first, 1 - first};
    }
    Predictions predictions = new Predictions.Classes(truth, probabilities, List.of("cat", "dog"));
    return new ModelCard.Tested(predictions, Measured.of(predictions, "ab".repeat(32)));
  }

  @Test
  void tellsWhatItsAnswersRestOn() {
    SweepRecord sweep = SampleSweep.explainedTable(40);
    Event.Refitted refit =
        History.of(sweep.terms(), sweep.events()).refits().values().iterator().next();
    ModelCard.Model model =
        new ModelCard.Model(List.of(refit.trial()), refit.test(), refit.model());
    ModelCard.Subject subject = new ModelCard.Subject("", "", Map.of(), Map.of(), 90, null);

    assertThat(ModelCard.of(sweep, model, subject).markdown())
        .contains("## What its answers rest on", "| a | 0.3000 | 0.0200 |");
  }

  @Test
  void tellsWhatTheModelIsForAndWhatItIsWorth() {
    String text = card(100).markdown();

    assertThat(text)
        .startsWith("# Model of trial ")
        .contains("## Purpose", "Tells \\<cats\\> from dogs.")
        .contains("| SHA-256 | " + "ab".repeat(32) + " |")
        .containsPattern("\\| accuracy \\|.*\\| 0.9000 \\(0.8[0-9]+ to 0.9[0-9]+\\) \\|")
        .containsPattern("\\| mcc \\|.*\\| 0.[0-9]+ \\(0.[0-9]+ to 0.[0-9]+\\) \\|")
        .contains("On the test set.", "| dog | 50 | 0.8")
        .contains("Test set: 100 rows that no trial saw.")
        .contains("| learning-rate | 0.01 |", "## Each class")
        .contains("finesweep run /store/digits/sweep.conf");
  }

  @Test
  void saysWhatIsNotKnown() {
    assertThat(card(0).markdown())
        .contains("There was no test set.", "nothing here is free of that choice")
        .contains("as the trial was chosen");
  }

  @Test
  void theHtmlHoldsTheSameAndAsksForNothing() {
    String page = card(100).html();

    assertThat(page)
        .containsPattern("<td>0.9000 \\(0.8[0-9]+ to 0.9[0-9]+\\)</td>")
        .contains("Tells &lt;cats&gt; from dogs.")
        .contains("default-src 'none'")
        .doesNotContain("<script", "src=", "href=");
  }

  @Test
  void saysThatSeveralModelsPredictTogether() {
    assertThat(card(100, List.of(7, 3)).markdown())
        .startsWith("# Model of trials 7, 3 together")
        .contains("An ensemble: the configurations of trials 7, 3 out of 40")
        .doesNotContain("A single model", "as the trial was chosen", "Why it was made");
    Event.Ensembled ensemble =
        new Event.Ensembled(
            new TreeMap<>(Map.of(3, 1, 7, 2)),
            0.012,
            0.003,
            new TreeMap<>(),
            new Blob("models/ensemble.zip", 1, "ab"));
    ModelCard.Model model = new ModelCard.Model(List.of(7, 3), new TreeMap<>(), ensemble.model());
    ModelCard.Subject subject = new ModelCard.Subject("", "", Map.of(), Map.of(), 0, null);
    SweepRecord sweep = SampleSweep.with(SampleSweep.of(40, 3), ensemble);
    assertThat(ModelCard.of(sweep, model, subject).markdown())
        .contains("Why it was made: on folds", "by 0.0120 ± 0.0030.");
  }

  @Test
  void tellsTheErrorsOfEachOutputOfARegression() {
    Predictions predictions =
        new Predictions.Numbers(
            new double[][] {{1, 10}, {2, 20}},
            new double[][] {{2, 10}, {3, 16}},
            List.of("sugar", "<acid>"));
    ModelCard.Tested tested =
        new ModelCard.Tested(predictions, Measured.of(predictions, "ab".repeat(32)));
    ModelCard.Subject subject = new ModelCard.Subject("", "", Map.of(), Map.of(), 2, tested);
    ModelCard.Model model =
        new ModelCard.Model(List.of(0), new TreeMap<>(), new Blob("model", 1, "ab"));

    assertThat(ModelCard.of(SampleSweep.of(40, 3), model, subject).markdown())
        .contains(
            "## Each output",
            "| sugar | 2 | 1.0000 | 1.0000 | 1.0000 |",
            "| \\<acid\\> | 2 | -2.0000 | 2.0000 | 2.8284 |");
  }
}
