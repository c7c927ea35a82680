package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.finesweep.report.Browser;
import io.finesweep.store.Notes;
import io.finesweep.store.SweepFolder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The served dashboard as a person uses it, in a real browser. */
@Tag("tools")
class ServedDashboardIT {

  private static final Path PICTURES = Path.of("target", "pictures");

  @TempDir private Path folder;

  @Test
  void showsWhatIsNewAndKeepsNotes() throws Exception {
    Bowl bowl = new Bowl(folder);
    Path first = bowl.sweep("churn-2026-01-01", 0.5, 0.4, 0.3);
    bowl.sweep("churn-2026-01-02", 0.35, 0.25);
    bowl.sweep("other", 0.9);
    Bowl.run("report", first.toString());
    String store = bowl.store().toString();
    Overview overview = new Overview(store, Duration.ZERO, InstantSource.system());
    try (DashboardServer server =
            DashboardServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), store, overview);
        Browser browser = Browser.start()) {
      browser.size(1200, 900);
      browser.open(URI.create(server.address()));
      assertThat(text(browser, "shown")).isEqualTo("3 sweeps");

      browser.run(
          "document.getElementById('search').value = 'churn';"
              + "document.getElementById('search').dispatchEvent(new Event('input'));"
              + "document.getElementById('left').value = 'other';"
              + "document.getElementById('left').dispatchEvent(new Event('change'))");
      bowl.sweep("churn-2026-01-03", 0.2);

      // Once it is there, what was searched and chosen is as it was.
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(text(browser, "shown")).isEqualTo("3 of 4 sweeps"));
      assertThat(text(browser, "trends")).contains("churn: best height of 3 runs");
      assertThat(text(browser, "differences")).contains("other", "Space: the same");

      browser.run(
          "document.getElementById('note-sweep').value = 'churn-2026-01-03';"
              + "document.getElementById('note-text').value = 'Rows of March are missing.';"
              + "document.getElementById('note-tags').value = 'baseline, odd';"
              + "document.querySelector('#note button').click()");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(text(browser, "table"))
                      .contains("baseline", "Rows of March are missing."));
      SweepFolder noted = SweepFolder.of(store, "churn-2026-01-03", new Configuration(false));
      assertThat(Notes.tags(Notes.of(noted).all())).containsExactly("baseline", "odd");

      look(browser);
      browser.open(URI.create(server.address()).resolve("/churn-2026-01-01/report/index.html"));
      assertThat(browser.run("return document.title").textValue()).contains("churn-2026-01-01");
      assertThat(browser.console()).isEmpty();
    }
  }

  private static void look(Browser browser) throws Exception {
    browser.run(
        "document.getElementById('search').value = '';"
            + "document.getElementById('search').dispatchEvent(new Event('input'))");
    assertThat(browser.faults()).isEmpty();
    browser.picture(PICTURES.resolve("served-light.png"));
    browser.scheme("dark");
    browser.size(360, 740);
    assertThat(browser.faults()).isEmpty();
    assertThat(browser.run("return document.documentElement.scrollWidth").intValue())
        .isLessThanOrEqualTo(360);
    browser.picture(PICTURES.resolve("served-dark-phone.png"));
    assertThat(browser.console()).isEmpty();
  }

  private static String text(Browser browser, String id) {
    return browser.run("return document.getElementById('" + id + "').textContent").textValue();
  }
}
