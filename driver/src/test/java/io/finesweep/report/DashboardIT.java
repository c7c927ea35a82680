package io.finesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index over all sweeps as a reader uses it, in a real browser. */
@Tag("tools")
class DashboardIT {

  @TempDir private Path folder;

  private Path page() throws Exception {
    SweepEntry[] entries = new SweepEntry[9];
    for (int day = 1; day <= 9; day++) {
      Double best = day == 9 ? null : Double.valueOf(0.8 + 0.01 * ((day * 4) % 9));
      entries[day - 1] = DashboardTest.entry("nightly-" + day, day, best);
    }
    Path page = folder.resolve("index.html");
    String text = DashboardTest.page(Dashboard.Serving.FILE, entries);
    Files.writeString(page, text, StandardCharsets.UTF_8);
    return page;
  }

  @Test
  void searchesSortsAndHoldsTwoSweepsAgainstEachOther() throws Exception {
    try (Browser browser = Browser.start()) {
      browser.size(1200, 900);
      browser.open(page());
      String shown = "return document.getElementById('shown').textContent";
      assertThat(browser.run(shown).textValue()).isEqualTo("9 sweeps");

      browser.run(
          "const b = document.getElementById('search'); b.value = 'open';"
              + "b.dispatchEvent(new Event('input')); b.value = ''");
      assertThat(browser.run(shown).textValue()).isEqualTo("1 of 9 sweeps");
      browser.run("document.getElementById('search').dispatchEvent(new Event('input'))");
      browser.run("document.querySelectorAll('#table th button')[3].click()");
      assertThat(
              browser
                  .run("return document.querySelector('#table tbody th').textContent")
                  .textValue())
          .isEqualTo("nightly-1");
      assertThat(
              browser.run("return document.getElementById('differences').textContent").textValue())
          .contains("nightly-8", "nightly-9", "epochs", "Search and cluster: the same")
          .doesNotContain("seed", "data.path");

      assertThat(browser.faults()).isEmpty();
      browser.picture(Path.of("target", "pictures", "dashboard-light.png"));
      browser.scheme("dark");
      browser.size(360, 740);
      assertThat(browser.faults()).isEmpty();
      assertThat(browser.run("return document.documentElement.scrollWidth").intValue())
          .isLessThanOrEqualTo(360);
      assertThat(browser.console()).isEmpty();
    }
  }
}
