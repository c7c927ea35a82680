package io.finesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Estimate;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DashboardTest {

  private static final Objective ACCURACY = new Objective("accuracy", Goal.MAXIMIZE);

  private static Dashboard.Entry entry(String name, long begun, double best, String report) {
    return new Dashboard.Entry(
        name,
        "done",
        begun,
        12,
        61_000,
        ACCURACY,
        new Estimate(best, 0.02, 0.01, 4),
        3,
        0.91,
        report,
        new TreeMap<>(Map.of("fine-tuning.epochs", name)));
  }

  @Test
  void listsAllSweepsTheLatestFirstAndLinksToTheirReports() {
    String page =
        Dashboard.html(
            "/store",
            List.of(
                entry("monday", 1000, 0.8, "monday/report/index.html"),
                entry("tuesday", 2000, 0.9, "")));

    assertThat(page)
        .containsSubsequence(
            "<th scope=\"row\">tuesday</th>", "<a href=\"monday/report/index.html\">monday</a>")
        .contains("0.9000 ± 0.0100", "trial 3", "1 min 1 s", "1970-01-01 00:00")
        .contains("Best accuracy, in the order begun: 0.8000 to 0.9000")
        .contains("points=\"10.0,110.0 590.0,10.0\"");
  }

  @Test
  void aSweepThatMeasuredNothingHasNoBest() {
    Dashboard.Entry nothing =
        new Dashboard.Entry(
            "new", "open", 0, 0, 0, ACCURACY, null, null, null, "", new TreeMap<>());

    assertThat(Dashboard.html("/store", List.of(nothing)))
        .contains("<th scope=\"row\">new</th>")
        .doesNotContain("From sweep to sweep");
    assertThat(Dashboard.html("/store", List.of())).contains("There is no sweep here yet.");
  }

  @Test
  void noNameCanBecomeMarkup() {
    String page = Dashboard.html("/store", List.of(entry("</script><b>", 1, 0.5, "")));

    assertThat(page).doesNotContain("<b>").contains("&lt;b&gt;");
    assertThat(page.split("</script>", -1)).hasSize(3);
  }
}
