package io.finesweep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The report as a reader uses it, in a real browser. Pictures are left in target/pictures. */
@Tag("tools")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepReportIT {

  private static final String TAB = "\uE004";
  private static final String ENTER = "\uE007";
  private static final Path PICTURES = Path.of("target", "pictures");

  private Browser browser;

  @TempDir private Path folder;

  @BeforeAll
  void startTheBrowser() throws IOException {
    browser = Browser.start();
  }

  @AfterAll
  void endTheBrowser() {
    browser.close();
  }

  @BeforeEach
  void aDeskInDaylight() {
    browser.scheme("light");
    browser.size(1200, 900);
  }

  @AfterEach
  void nothingWasComplainedOfAndNothingAskedFor() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.run("return performance.getEntriesByType('resource').length").intValue())
        .isZero();
  }

  private void open(int trials) throws IOException {
    open(SampleSweep.of(trials, 3));
  }

  private void open(SweepRecord sweep) throws IOException {
    Path page = folder.resolve("index.html");
    Files.writeString(page, SweepReport.html(sweep), StandardCharsets.UTF_8);
    browser.open(page);
  }

  /** Brings each chart into view, as a reader does who scrolls to the end. */
  private int drawn() {
    String next =
        "const one = [...document.querySelectorAll('.chart:not([hidden])')]"
            + ".find(c => c.checkVisibility() && !c.querySelector('svg, canvas'));"
            + "if (one) one.scrollIntoView({block: 'center'}); return !one";
    await().atMost(Duration.ofSeconds(20)).until(() -> browser.run(next).booleanValue());
    browser.run("scrollTo(0, 0)");
    return browser
        .run("return document.querySelectorAll('.chart svg, .chart canvas').length")
        .intValue();
  }

  private List<String> column(int number) {
    List<String> cells = new ArrayList<>();
    browser
        .run(
            "return [...document.querySelectorAll('#table tbody tr')]"
                + ".map(r => r.cells[arguments[0]].textContent)",
            number)
        .forEach(cell -> cells.add(cell.textValue()));
    return cells;
  }

  private int columnOf(String name) {
    return browser
        .run(
            "return [...document.querySelectorAll('#table th')]"
                + ".findIndex(h => h.textContent === arguments[0])",
            name)
        .intValue();
  }

  private String shown() {
    return browser.run("return document.getElementById('shown').textContent").textValue();
  }

  private void search(String query) {
    browser.run(
        """
        const box = document.getElementById('search');
        box.value = arguments[0];
        box.dispatchEvent(new Event('input'));
        """,
        query);
  }

  @Test
  void drawsEveryChart() throws IOException {
    open(120);

    assertThat(drawn()).isGreaterThanOrEqualTo(8 + SampleSweep.PARAMETERS.size());
    browser.picture(PICTURES.resolve("report-light.png"));
  }

  @Test
  void drawsWhatNobodyScrollsToAsWell() throws IOException {
    open(120);

    String bare =
        "return [...document.querySelectorAll('.chart:not([hidden])')]"
            + ".filter(c => c.checkVisibility() && !c.querySelector('svg, canvas')).length";
    await().atMost(Duration.ofSeconds(20)).until(() -> browser.run(bare).intValue() == 0);
    assertThat(browser.run("return scrollY").intValue()).isZero();
    browser.scheme("dark");
    await().atMost(Duration.ofSeconds(20)).until(() -> browser.run(bare).intValue() == 0);
  }

  @Test
  void drawsTheFrontOfTwoObjectivesAndPicksARung() throws IOException {
    open(SampleSweep.climbing(150));
    drawn();
    String box = "const box = document.getElementById('rung');";

    assertThat(browser.run(box + "return box.options.length").intValue()).isEqualTo(4);
    browser.run(box + "box.value = '2'; box.dispatchEvent(new Event('change'))");
    assertThat(browser.run("return document.querySelectorAll('#front tbody tr').length").intValue())
        .isPositive();
    browser.picture(PICTURES.resolve("report-front.png"));
  }

  @Test
  void showsWhatTheForestExpectsOverTwoParameters() throws IOException {
    open(300);
    drawn();
    String note = "return document.getElementById('pair-note').textContent";
    assertThat(browser.run(note).textValue()).startsWith("The ground is");

    String choose =
        "const box = document.getElementById(arguments[0]);"
            + "box.value = [...box.options].find(o => o.textContent === arguments[1]).value;"
            + "box.dispatchEvent(new Event('change'))";
    browser.run(choose, "pair-x", "optimizer");
    browser.run(choose, "pair-y", "optimizer.nesterov.momentum");
    assertThat(browser.run(note).textValue()).startsWith("No ground is drawn");
    browser.run(choose, "pair-x", "learning-rate");
    assertThat(browser.run(note).textValue()).contains("where optimizer = nesterov");
    browser.picture(PICTURES.resolve("report-pair.png"));
  }

  @Test
  void showsPicturesOfRowsAndTheWorthOfInputs() throws IOException {
    open(SampleSweep.explained(40));
    drawn();
    assertThat(
            browser
                .run("return [...document.images].filter(i => i.naturalWidth === 8).length")
                .intValue())
        .isGreaterThan(4);
    assertThat(browser.faults()).isEmpty();
    browser.picture(PICTURES.resolve("report-pictures.png"));

    open(SampleSweep.explainedTable(40));
    drawn();
    assertThat(browser.run("return !!document.querySelector('#chart-inputs svg')").booleanValue())
        .isTrue();
    browser.picture(PICTURES.resolve("report-inputs.png"));
  }

  @Test
  void sortsByAColumnAndBack() throws IOException {
    open(60);
    String click = "document.querySelectorAll('#table th button')[arguments[0]].click()";

    browser.run(click, 1);
    assertThat(column(1)).startsWith("0", "1", "2", "3");
    browser.run(click, 1);
    assertThat(column(1)).startsWith("59", "58", "57");
    browser.run(click, 0);
    assertThat(column(0)).startsWith("1", "2", "3");
    assertThat(
            browser
                .run("return document.querySelector('#table th').getAttribute('aria-sort')")
                .textValue())
        .isEqualTo("ascending");
  }

  @Test
  void searchesByWordsAndByComparison() throws IOException {
    open(200);
    int rate = columnOf("learning-rate");
    int optimizer = columnOf("optimizer");

    search("learning-rate > 0.01, nesterov");

    await().untilAsserted(() -> assertThat(shown()).contains(" of 200 trials"));
    assertThat(column(rate)).isNotEmpty().allMatch(cell -> Double.parseDouble(cell) > 0.01);
    assertThat(column(optimizer)).containsOnly("nesterov");
    search("batch-size = 32");
    await().untilAsserted(() -> assertThat(column(columnOf("batch-size"))).containsOnly("32"));
    search("no such thing");
    await().untilAsserted(() -> assertThat(shown()).isEqualTo("0 of 200 trials"));
    browser.run("document.getElementById('clear').click()");
    assertThat(shown()).isEqualTo("200 trials");
  }

  @Test
  void turnsPages() throws IOException {
    open(120);
    browser.run("document.getElementById('after').click()");
    assertThat(column(0)).hasSize(50).startsWith("51", "52");
    browser.run("document.getElementById('after').click()");
    assertThat(column(0)).hasSize(20).endsWith("120");
  }

  @Test
  void brushingAnAxisPicksTrials() throws IOException {
    open(200);
    drawn();
    browser.run("document.getElementById('chart-parallel').scrollIntoView({block: 'center'})");
    JsonNode box =
        browser.run(
            "const b = document.getElementById('chart-parallel').getBoundingClientRect();"
                + "return [b.left, b.top, b.height]");
    int x = box.get(0).intValue() + 60; // where the first axis stands
    int top = box.get(1).intValue() + 60;
    int middle = box.get(1).intValue() + (60 + box.get(2).intValue() - 30) / 2;

    browser.drag(x, top + 5, x, middle);

    await().untilAsserted(() -> assertThat(shown()).contains(" of 200 trials"));
    // The most important parameter comes first; the upper half of its log axis lies above 0.001.
    assertThat(column(columnOf("learning-rate")))
        .isNotEmpty()
        .allMatch(cell -> Double.parseDouble(cell) > 5e-4);
    browser.run("document.getElementById('clear').click()");
    assertThat(shown()).isEqualTo("200 trials");
  }

  @Test
  void theThemeFollowsTheSystemUntilItIsChosen() throws IOException {
    open(40);
    String ground = "return getComputedStyle(document.body).backgroundColor";
    String light = browser.run(ground).textValue();
    browser.scheme("dark");
    String dark = browser.run(ground).textValue();
    assertThat(dark).isNotEqualTo(light);

    browser.run("document.getElementById('theme').click()");
    assertThat(browser.run(ground).textValue()).isEqualTo(light);
    browser.run("document.getElementById('theme').click()");
    assertThat(browser.run(ground).textValue()).isEqualTo(dark);
    drawn();
    browser.picture(PICTURES.resolve("report-dark.png"));
    browser.run("document.getElementById('theme').click()");
  }

  @Test
  void isUsableByKeyboardAlone() throws IOException {
    open(60);
    browser.run("document.querySelector('nav a:last-child').focus()");

    browser.type(TAB); // the search
    browser.type("adam");
    await().untilAsserted(() -> assertThat(shown()).contains(" of 60 trials"));
    browser.run("document.querySelector('#table th:nth-child(2) button').focus()");
    browser.type(ENTER);

    List<Integer> numbers = column(1).stream().map(Integer::valueOf).toList();
    assertThat(numbers).isNotEmpty().isSorted();
  }

  @Test
  void theAccessibilityCheckerFindsNothingSerious() throws IOException {
    open(60);
    drawn();
    assertThat(browser.faults()).isEmpty();
    browser.scheme("dark");
    assertThat(browser.faults()).isEmpty();
    browser.size(390, 800);
    assertThat(browser.faults()).isEmpty();
  }

  @Test
  void nothingSticksOutOnAPhone() throws IOException {
    browser.size(360, 740);
    open(60);
    drawn();

    assertThat(browser.run("return document.documentElement.scrollWidth").intValue())
        .isLessThanOrEqualTo(360);
    browser.picture(PICTURES.resolve("report-phone.png"));
  }

  @Test
  void printsAllChartsAndGoesOnAfterwards() throws IOException {
    open(60);

    JsonNode pdf = browser.command("Page.printToPDF", Map.of("printBackground", true));

    Files.createDirectories(PICTURES);
    byte[] bytes = java.util.Base64.getDecoder().decode(pdf.get("data").textValue());
    Files.write(PICTURES.resolve("report.pdf"), bytes);
    assertThat(new String(bytes, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(drawn()).isGreaterThan(8);
  }

  @Test
  void aSweepWithoutResultsIsAPageWithoutErrors() throws IOException {
    open(SampleSweep.of(List.of(), "nothing"));

    assertThat(shown()).isEqualTo("0 trials");
    drawn();
  }

  @Test
  void tenThousandTrialsCanBeReadSortedAndBrushed() throws IOException {
    open(10_000);
    assertThat(shown()).isEqualTo("10000 trials");

    search("optimizer = adam");
    await().untilAsserted(() -> assertThat(shown()).contains(" of 10000 trials"));
    assertThat(drawn()).isGreaterThan(8);
    browser.picture(PICTURES.resolve("report-10000.png"));
  }
}
