package io.finesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Estimate;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DashboardTest {

  private static final Objective ACCURACY = new Objective("accuracy", Goal.MAXIMIZE);

  /** A sweep begun that many days after 1970. */
  static SweepEntry entry(String name, long day, @Nullable Double best) {
    return new SweepEntry(
        new SweepEntry.Identity(
            name, "ann", best == null ? "open" : "done", day * 86_400_000, report(name, best)),
        new SweepEntry.Outcome(
            ACCURACY,
            12,
            61_000,
            best == null
                ? null
                : new SweepEntry.Winner(3, new Estimate(best, 0.02, 0.01, 4), "batch-size=" + day),
            new TreeMap<>(best == null ? Map.of() : Map.of("accuracy", 0.91))),
        new TreeMap<>(
            Map.of(
                "fine-tuning.epochs",
                Long.toString(day),
                "data.path",
                "rows.csv",
                "sweep.strategy.seed",
                "42")),
        new TreeMap<>(Map.of("rows", Long.toString(1000 + day))),
        List.of("baseline"),
        List.of(
            new SweepEntry.Remark(0, "ann", "first"),
            new SweepEntry.Remark(60_000, "bob", "last")));
  }

  private static String report(String name, @Nullable Double best) {
    return best == null ? "" : name + "/report/index.html";
  }

  static String page(Dashboard.Serving serving, SweepEntry... entries) {
    return Dashboard.html(
        "/store", new Dashboard.Sweeps(List.of(entries), List.of(), List.of()), serving);
  }

  private static String page(SweepEntry... entries) {
    return page(Dashboard.Serving.FILE, entries);
  }

  @Test
  void listsAllSweepsTheLatestFirstAndLinksToTheirReports() {
    assertThat(page(entry("monday", 1, 0.8), entry("tuesday", 2, null)))
        .containsSubsequence(
            "<th scope=\"row\">tuesday</th>", "<a href=\"monday/report/index.html\">monday</a>")
        .contains("0.8000 ± 0.0100", "trial 3", "1 min 1 s", "1970-01-02 00:00", "<td>ann</td>");
  }

  @Test
  void showsTagsAndTheLatestNoteBeforeTheEarlierOnes() {
    assertThat(page(entry("monday", 1, 0.8)))
        .contains("<span class=\"tag\">baseline</span>", "1970-01-01 00:01, bob", "1 earlier")
        .containsSubsequence("<p>last</p>", "<p>first</p>");
  }

  @Test
  void theRunsOfAScheduledSweepMakeATrend() {
    assertThat(
            page(
                entry("churn-2026-01-01", 1, 0.8),
                entry("churn-2026-01-02", 2, 0.9),
                entry("other", 3, 0.5),
                entry("digits", 4, 0.6)))
        .contains("churn: best accuracy of 2 runs, 0.8000 to 0.9000")
        .contains("points=\"10.0,110.0 590.0,10.0\"")
        .doesNotContain("other: best");
  }

  @Test
  void holdsSpaceDataAndResultApart() {
    assertThat(page(entry("monday", 1, 0.8)))
        .contains(
            "\"Space\":{\"epochs\":\"1\"}",
            "\"Data\":{\"data.path\":\"rows.csv\",\"rows\":\"1001\"}",
            "\"winner\":\"trial 3: batch-size=1\"",
            "\"test set, accuracy\":\"0.9100\"");
  }

  @Test
  void aSweepThatMeasuredNothingHasNoBest() {
    assertThat(page(entry("new", 1, null)))
        .contains("<th scope=\"row\">new</th>")
        .doesNotContain("From run to run");
    assertThat(page()).contains("<p id=\"none\">There is no sweep here yet.");
  }

  @Test
  void noNameCanBecomeMarkup() {
    String page = page(entry("</script><b>", 1, 0.5));

    assertThat(page).doesNotContain("<b>").contains("&lt;b&gt;");
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void onlyAServedPageAsksForAnythingAndTakesNotes() {
    assertThat(page(entry("monday", 1, 0.8)))
        .contains("default-src 'none'", "data-live=\"no\"")
        .doesNotContain("id=\"note\"", "finesweep-token\"");
    assertThat(page(new Dashboard.Serving(true, "secret"), entry("monday", 1, 0.8)))
        .contains("data-live=\"yes\"", "content=\"secret\"", "id=\"note\"");
    assertThat(page(new Dashboard.Serving(true, ""), entry("monday", 1, 0.8)))
        .doesNotContain("id=\"note\"", "name=\"finesweep-token\"");
  }

  @Test
  void tellsWhatCouldNotBeRead() {
    assertThat(
            Dashboard.html(
                "/store",
                new Dashboard.Sweeps(List.of(), List.of(), List.of("x cannot be read: torn")),
                Dashboard.Serving.FILE))
        .contains("x cannot be read: torn");
  }

  private static Beside.Entry evaluation(String model, long at, double... resampled) {
    double mean = java.util.Arrays.stream(resampled).average().orElseThrow();
    return new Beside.Entry(
        at,
        model,
        model,
        "rows.csv",
        "ab",
        100,
        List.of(new Beside.Value("accuracy", true, true, mean, null, resampled)));
  }

  @Test
  void holdsModelsSideBySideOnOneDataSetTheBestFirstWithThePairedDifference() {
    String page =
        Dashboard.html(
            "/store",
            new Dashboard.Sweeps(
                List.of(),
                List.of(
                    evaluation("base", 1, 0.5, 0.6, 0.7),
                    evaluation("tuned", 2, 0.7, 0.8, 0.9),
                    evaluation("base", 0, 0.1, 0.1, 0.1)),
                List.of()),
            Dashboard.Serving.FILE);

    assertThat(page)
        .contains("100 rows, the same for each model")
        .containsSubsequence(
            "<th scope=\"col\">tuned<",
            "<th scope=\"col\">base<",
            "<b>0.8000</b>",
            "<td>0.6000",
            "−0.2000 (−0.2000 to −0.2000)")
        .doesNotContain("0.1000");
  }
}
