package io.finesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Blob;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SweepReportTest {

  private static String withoutScripts(String page) {
    return page.replaceAll("(?s)<script.*?</script>", "");
  }

  private static JsonNode data(String page) throws Exception {
    String from = "<script type=\"application/json\" id=\"data\">";
    int start = page.indexOf(from) + from.length();
    return new ObjectMapper().readTree(page.substring(start, page.indexOf("</script>", start)));
  }

  @Test
  void tellsInWordsWhatWonAndWhatMattered() {
    String text = withoutScripts(SweepReport.html(SampleSweep.of(200, 5)));

    assertThat(text)
        .contains("leads: accuracy 0.9", "the best of 200 trials")
        .contains("What mattered most for being among the best: learning-rate")
        .contains("4 trials failed or diverged")
        .contains("There was not enough memory for &lt;batch-size&gt;.")
        .contains("finesweep run /store/digits/sweep.conf");
  }

  @Test
  void asksForNothingFromAnywhere() {
    String page = SweepReport.html(SampleSweep.of(30, 3));

    assertThat(withoutScripts(page)).doesNotContainPattern("(src|href)=\"(?!#|data:)");
    assertThat(withoutScripts(page)).doesNotContain("url(", "@import");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void carriesTheNoticesOfWhatItInlines() {
    assertThat(withoutScripts(SweepReport.html(SampleSweep.of(3, 2))))
        .contains("Copyright 2017-2024 The Apache Software Foundation");
  }

  @Test
  void showsWhatTheLeaderGetsWrong() {
    String text = withoutScripts(SweepReport.html(SampleSweep.of(30, 3)));

    assertThat(text)
        .contains("What the leader gets wrong", "90 rows")
        .contains("<th scope=\"row\">b &amp; c</th>")
        .contains("<th scope=\"row\">1084</th>"); // the most confident mistake
  }

  @Test
  void noTextCanEndTheScriptThatHoldsTheData() throws Exception {
    String name = "</script><b>bold</b>";
    String page = SweepReport.html(SampleSweep.of(List.of(new Event.Opened(1, name)), name));

    assertThat(page).doesNotContain("<b>bold").contains("&lt;b&gt;bold");
    assertThat(page.split("</script>", -1)).hasSize(4);
    assertThat(data(page).get("objective").get("metric").textValue()).isEqualTo("accuracy");
  }

  @Test
  void holdsEachTrialBestFirst() throws Exception {
    JsonNode trials = data(SweepReport.html(SampleSweep.of(60, 3))).get("trials");

    assertThat(trials.get("number")).hasSize(60);
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < 59; i++) {
      means.add(trials.get("mean").get(0).get(i).doubleValue());
    }
    assertThat(means).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(trials.get("values")).hasSize(SampleSweep.PARAMETERS.size());
    assertThat(trials.get("mean").get(0).get(59).isNull()).isFalse();
  }

  @Test
  void tellsTheFrontTheRungsAndWhatParametersDoAloneAndTogether() {
    String text = withoutScripts(SweepReport.html(SampleSweep.climbing(200)));

    assertThat(text)
        .contains("accuracy, higher is better; log-loss, lower is better")
        .contains("<h2 id=\"front-title\">Pareto front</h2>", "<h3>Rung by rung</h3>")
        .containsPattern("The hypervolume of what they dominate is [\\d.]+, measured from")
        .contains("Where optimizer = nesterov</h4>", "together, beyond both")
        .contains("<h3>What the search has not looked at</h3>");
    assertThat(withoutScripts(SweepReport.html(SampleSweep.of(40, 2))))
        .doesNotContain("Pareto front", "Rung by rung");
  }

  @Test
  void showsTheWorstMistakesAsPicturesAndWhatTheModelLooksAt() {
    String text = withoutScripts(SweepReport.html(SampleSweep.explained(30)));

    assertThat(text)
        .contains("alt=\"Image of row 1084\"", "src=\"data:image/png;base64,")
        .contains("What the model looks at", "row 1084: truly b &amp; c, predicted d (0.9200)")
        .contains("<dt>SHA-256</dt><dd>" + "cd".repeat(32) + "</dd>", "&lt;a&gt;: 1100");
  }

  @Test
  void showsTheWorstMistakesAsRowsWhoseImportantCellsComeFirst() throws Exception {
    String page = SweepReport.html(SampleSweep.explainedTable(30));

    assertThat(withoutScripts(page)).contains("a=135.5, c=&lt;x&gt;, b=0");
    assertThat(data(page).get("inputs").get(0).get(0).textValue()).isEqualTo("a");
  }

  @Test
  void withoutTheDataThePageHoldsWhatIsKnownWithoutThem() {
    SweepRecord sweep = SampleSweep.explained(30);
    SweepRecord blind =
        new SweepRecord(
            sweep.terms(),
            sweep.parameters(),
            sweep.metrics(),
            sweep.share(),
            sweep.events(),
            new SweepRecord.Evidence(
                sweep.evidence().predictions(),
                sweep.evidence().explanation(),
                Optional::empty,
                sweep.evidence().evaluations()),
            sweep.origin());

    assertThat(withoutScripts(SweepReport.html(blind)))
        .contains("What the model looks at", "row 1084: truly")
        .doesNotContain("data:image/png");
  }

  @Test
  void showsModelsThatWereEvaluatedOnTheSameRowsBesideEachOther() {
    assertThat(withoutScripts(SweepReport.html(SampleSweep.of(25, 2))))
        .contains("<a href=\"#evaluations\">", "/data/new rows.csv", "500 rows, the same for each")
        .containsSubsequence(
            "<th scope=\"col\">digits, trial 3<",
            "<th scope=\"col\">base model<",
            "<th scope=\"row\">accuracy<",
            "<b>0.9000</b>",
            "0.8700 to 0.9300",
            "0.6000",
            "−0.3000 (−0.3000 to −0.3000)",
            "<th scope=\"row\">log-loss<",
            "<b>0.1000</b>");
  }

  @Test
  void aModelThatWasNotMeasuredByAMetricHasAnEmptyCell() {
    Beside.Value value = new Beside.Value("mae", false, true, 2, null, new double[0]);
    Beside.Value better = new Beside.Value("mae", false, true, 1, null, new double[0]);
    Beside.Value other = new Beside.Value("r2", true, false, 0.5, null, new double[0]);
    Beside beside =
        Beside.of(
                List.of(
                    new Beside.Entry(2, "a", "a", "/d", "d", 9, List.of(value, other)),
                    new Beside.Entry(1, "b", "b", "/d", "d", 9, List.of(better))))
            .get(0);

    assertThat(beside.models()).extracting(Beside.Model::name).containsExactly("b", "a");
    assertThat(beside.lines().get(1).cells())
        .containsExactly(
            new Beside.Cell("", false, "", ""), new Beside.Cell("0.5000", true, "", ""));
    assertThat(beside.lines().get(0).cells().get(1).difference()).isEqualTo("+1.0000");
  }

  @Test
  void tellsOfTheEnsembleAndItsGain() {
    SweepRecord plain = SampleSweep.of(40, 3);
    Event.Ensembled ensemble =
        new Event.Ensembled(
            new TreeMap<>(Map.of(3, 2, 7, 1)),
            0.012,
            0.003,
            new TreeMap<>(Map.of("accuracy", 0.987)),
            new Blob("models/ensemble.zip", 1, "ab"));

    assertThat(withoutScripts(SweepReport.html(SampleSweep.with(plain, ensemble))))
        .contains(
            "Trials 3, 7 together, as an ensemble, are better than the best of them: on folds that",
            "by 0.0120 ± 0.0030; on the test set they reached 0.9870.",
            "<dt>accuracy of the ensemble there</dt><dd>0.9870</dd>");
  }

  @Test
  void namesACheaperLeaderThatIsNotShownToBeWorse() {
    assertThat(
            withoutScripts(SweepReport.html(SampleSweep.level(List.of("accuracy", "parameters")))))
        .contains("Trial 1 is not shown to be worse than the first and costs less: parameters")
        .doesNotContain("hard to tell apart");
    assertThat(withoutScripts(SweepReport.html(SampleSweep.level(List.of("accuracy")))))
        .contains("hard to tell apart", "add a cost to sweep.metrics");
  }

  @Test
  void isTheSameInEveryLocale() {
    SweepRecord sweep = SampleSweep.of(25, 2);
    String here = SweepReport.html(sweep);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(SweepReport.html(sweep)).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aSweepThatHasOnlyBegunHasAReport() {
    assertThat(SweepReport.html(SampleSweep.of(List.of(), "nothing")))
        .contains("Nothing was measured yet.");
    Configuration point = new SearchSpace(SampleSweep.PARAMETERS).draw(Seeds.generator(1));
    List<Event> begun =
        List.of(
            new Event.Opened(1, "me"),
            new Event.Started(0, point, 1),
            new Event.Assigned(new RunId(0, 0, 4), 0, 2),
            new Event.Finished(new RunId(0, 0, 4), 0, SampleSweep.scored(0.5)));
    assertThat(SweepReport.html(SampleSweep.of(begun, "begun"))).contains("Trial 0 leads");
  }

  @Test
  void aSweepInWhichAllFailedSaysWhy() {
    Configuration point = new SearchSpace(SampleSweep.PARAMETERS).draw(Seeds.generator(1));
    List<Event> events =
        List.of(
            new Event.Opened(1, "me"),
            new Event.Started(0, point, 1),
            new Event.Assigned(new RunId(0, 0, 4), 0, 2),
            new Event.Finished(new RunId(0, 0, 4), 0, Histories.failed("The file is gone.")));
    assertThat(withoutScripts(SweepReport.html(SampleSweep.of(events, "broken"))))
        .contains("No trial that has ended can win: 1 failed or diverged.", "The file is gone.");
  }
}
