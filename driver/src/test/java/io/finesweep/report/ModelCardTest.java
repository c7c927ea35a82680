package io.finesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.analysis.Ranking;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.trial.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelCardTest {

  private static ModelCard.Texts card(int testRows) {
    SweepRecord sweep = SampleSweep.of(40, 3);
    List<Recorded> events = new ArrayList<>(sweep.events());
    int winner = Ranking.of(History.of(sweep.terms(), events), events).standings().get(0).number();
    Event.Refitted refit =
        new Event.Refitted(
            winner,
            new TreeMap<>(testRows == 0 ? Map.of() : Map.of("accuracy", 0.9)),
            new Blob("_runs/model.zip", 1234, "ab".repeat(32)));
    return ModelCard.of(
        sweep,
        refit,
        new ModelCard.Subject(
            "Tells <cats> from dogs.",
            "/store/digits/models/trial-1.zip",
            Map.of("rows", "1797"),
            Map.of("learning-rate", "0.01"),
            testRows));
  }

  @Test
  void tellsWhatItsAnswersRestOn() {
    SweepRecord sweep = SampleSweep.explainedTable(40);
    Event.Refitted refit =
        History.of(sweep.terms(), sweep.events()).refits().values().iterator().next();
    ModelCard.Subject subject = new ModelCard.Subject("", "", Map.of(), Map.of(), 90);

    assertThat(ModelCard.of(sweep, refit, subject).markdown())
        .contains("## What its answers rest on", "| a | 0.3000 | 0.0200 |");
  }

  @Test
  void tellsWhatTheModelIsForAndWhatItIsWorth() {
    String text = card(100).markdown();

    assertThat(text)
        .startsWith("# Model of trial ")
        .contains("## Purpose", "Tells \\<cats\\> from dogs.")
        .contains("| SHA-256 | " + "ab".repeat(32) + " |")
        // Wilson's interval of 90 of 100 rows.
        .contains("0.9000 (0.8256 to 0.9448)")
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
        .contains("<td>0.9000 (0.8256 to 0.9448)</td>", "Tells &lt;cats&gt; from dogs.")
        .contains("default-src 'none'")
        .doesNotContain("<script", "src=", "href=");
  }
}
