package io.finesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long large reports take to write and to open; printed, never asserted. */
@Tag("bench")
class ReportTimesIT {

  @TempDir private Path folder;

  @Test
  void writingAHundredThousandFoldRuns() {
    SweepRecord sweep = SampleSweep.of(20_000, 5);
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      String page = SweepReport.html(sweep);
      print("100,000 fold runs, 20,000 trials, written", start, page.length());
      assertThat(page).contains("the best of 20000 trials");
    }
  }

  @Test
  void openingTenThousandTrials() throws Exception {
    String html = SweepReport.html(SampleSweep.of(10_000, 5));
    Path page = Files.writeString(folder.resolve("index.html"), html, StandardCharsets.UTF_8);
    try (Browser browser = Browser.start()) {
      browser.size(1200, 900);
      for (int round = 0; round < 3; round++) {
        long start = System.nanoTime();
        browser.open(page);
        print("10,000 trials, opened", start, html.length());
        String shown = "return document.getElementById('shown').textContent";
        assertThat(browser.run(shown).textValue()).isEqualTo("10000 trials");
      }
    }
  }

  private static void print(String what, long start, int size) {
    System.out.printf(
        "%s: %d ms, %d kB%n", what, (System.nanoTime() - start) / 1_000_000, size / 1000);
  }
}
