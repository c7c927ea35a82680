package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep says of the earlier ones that it names, and which of them it takes. */
class PastSweepsTest {

  private static final String SPACE = "a = { uniform = [0, 1] }";

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Path store() {
    return folder.resolve("store");
  }

  /** Begins or carries on with a sweep, tells {@code results} trials, and returns what it said. */
  private String sweep(String name, String sweep, String space, int results) throws IOException {
    Path conf =
        Files.writeString(
            folder.resolve(name + ".conf"),
            """
            sweep {
              name = %s, store = "%s"
              objective = { metric = height, goal = minimize }
              strategy = { sampler = random, schedule = full }
              budget = { trials = 100 }
              %s
            }
            fine-tuning { %s }
            """
                .formatted(name, store(), sweep, space));
    List<String> lines = new ArrayList<>();
    lines.add("{\"ask\": " + Math.max(1, results) + "}");
    for (int trial = 0; trial < results; trial++) {
      lines.add(
          "{\"tell\": {\"number\": %d, \"fold\": 0, \"epochs\": 1, \"value\": %d}}"
              .formatted(trial, trial));
    }
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main.run(streams(String.join("\n", lines), err), "ask-tell", conf.toString());
    return err.toString(StandardCharsets.UTF_8)
        .replace(folder.toString(), "HERE")
        .replaceFirst("(?s) rank  trial .*", "");
  }

  private Main.Streams streams(String in, ByteArrayOutputStream err) {
    return new Main.Streams(
        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String today(String warmStart) throws IOException {
    return sweep("today", "warm-start = " + warmStart, SPACE, 0);
  }

  @Test
  void howManyResultsOfHowManyAreTaken() throws IOException {
    sweep("monday", "", SPACE, 4);
    assertThat(today("[latest]"))
        .isEqualTo("tried first: 3 points of its past\nwarm start: 4 results of monday\n");
    String choice = "opt = { choice = [sgd, adam] }, " + SPACE;
    sweep("tuesday", "", choice, 20);
    String taken =
        sweep(
            "fixed",
            "warm-start = [\"HERE/tuesday\"]".replace("HERE", store() + ""),
            "opt = sgd, " + SPACE,
            0);
    assertThat(taken)
        .contains("of 20 results of tuesday; ", " lie outside today's space, by 'opt'");
  }

  @Test
  void whichSettingsWereOthers() throws IOException {
    String kind = ", kind { choice = [x, { y { z = { uniform = [0, 1] } } }] }";
    sweep("monday", "", SPACE + kind + ", w = 1, n = 1, kept = 1", 2);
    String now = SPACE + ", kind = x, n = 1.0, kept = 2, o = 1, p = 1, q = 1";
    assertThat(sweep("today", "warm-start = latest", now, 0))
        .contains(
            "set otherwise then: fine-tuning.kept, fine-tuning.o, fine-tuning.p and 2 more\n");
    sweep("tuesday", "", SPACE + ", kept = 1", 2);
    assertThat(sweep("next", "warm-start = latest", SPACE + ", kept = 2", 0))
        .endsWith("warm start: 2 results of tuesday; set otherwise then: fine-tuning.kept\n");
  }

  @Test
  void whyNothingIsTaken() throws IOException {
    sweep("other-goal", "objective.goal = maximize", SPACE, 2);
    sweep("other-metric", "objective.metric = width", SPACE, 2);
    sweep("empty", "", SPACE, 0);
    sweep("elsewhere", "", "a = { uniform = [2, 3] }", 2);
    sweep("one", "", "a = { uniform = [2, 3] }", 1);
    String names =
        String.join(
            ", ",
            List.of("other-goal", "other-metric", "empty", "elsewhere", "one").stream()
                .map(name -> '"' + store().resolve(name).toString() + '"')
                .toList());
    assertThat(today("[" + names + "]"))
        .isEqualTo(
            """
            warm start: nothing of other-goal: it maximizes height, this sweep minimizes height
            warm start: nothing of other-metric: it minimizes width, this sweep minimizes height
            warm start: nothing of empty: it has no result to learn from
            warm start: nothing of elsewhere: its 2 results all lie outside today's space, by 'a'
            warm start: nothing of one: its only result lies outside today's space, by 'a'
            """);
  }

  @Test
  void latestPassesOverWhatTellsNothing() throws IOException {
    assertThat(today("latest"))
        .isEqualTo("warm start: latest finds no earlier sweep to learn from in 'HERE/store'\n");
    sweep("good", "", SPACE, 1);
    sweep("better", "", SPACE, 2);
    sweep("empty", "", SPACE, 0);
    assertThat(sweep("next", "warm-start = [latest]", SPACE, 0))
        .contains("warm start: latest passes over empty: it has no result to learn from\n")
        .endsWith("warm start: 2 results of better\n");
  }

  @Test
  void latestPassesOverWhatCannotBeReadAndAFolderThatIsNamedMustBe() throws IOException {
    sweep("good", "", SPACE, 3);
    sweep("damaged", "", SPACE, 2);
    Path journal = store().resolve("damaged/_journal");
    try (var segments = Files.list(journal)) {
      Path segment = segments.sorted().findFirst().orElseThrow();
      Files.writeString(segment, Files.readString(segment).replace("height", "heidht"));
    }
    sweep("older", "", SPACE, 2);
    Path conf = store().resolve("older/sweep.conf");
    Files.writeString(conf, Files.readString(conf) + "sweep.forgotten = 1\n");
    int line = Files.readAllLines(conf).size();
    assertThat(today("[latest]").lines())
        .anyMatch(
            told ->
                told.startsWith(
                    "warm start: latest passes over 'HERE/store/damaged', which cannot be read: "))
        .contains(
            "warm start: latest passes over 'HERE/store/older', which cannot be read:"
                + " HERE/store/older/sweep.conf:"
                + line
                + ": 'sweep.forgotten' is not a key that Finesweep knows.",
            "warm start: 3 results of good");
    assertThat(
            sweep(
                "tomorrow",
                "warm-start = [\"%s\",\n \"%s\"]"
                    .formatted(store().resolve("good"), store().resolve("older")),
                SPACE,
                0))
        .isEqualTo(
            "HERE/tomorrow.conf:7: 'sweep.warm-start.2' is 'HERE/store/older', which cannot be read:"
                + " HERE/store/older/sweep.conf:"
                + line
                + ": 'sweep.forgotten' is not a key that Finesweep knows.\n"
                + "    Maybe name another sweep, or leave it out.\n");
  }

  @Test
  void allThatNameNoSweepAreShownTogether() throws IOException {
    sweep("monday", "", SPACE, 1);
    assertThat(today("[lastest, monday, \"%s\", nowhere]".formatted(store())))
        .isEqualTo(
            """
            HERE/today.conf:6: 'sweep.warm-start.1' is 'lastest', which is not the folder of a sweep: \
            it holds no sweep.conf.
                Maybe you meant 'latest'.

            HERE/today.conf:6: 'sweep.warm-start.2' is 'monday', which is not the folder of a sweep: \
            it holds no sweep.conf.
                Maybe write it with its store: HERE/store/monday.

            HERE/today.conf:6: 'sweep.warm-start.3' is 'HERE/store', which is not the folder of a \
            sweep: it holds no sweep.conf.
                Maybe name one of the sweeps in it, such as HERE/store/monday.

            HERE/today.conf:6: 'sweep.warm-start.4' is 'nowhere', which is not the folder of a sweep: \
            it holds no sweep.conf.
                Maybe it is relative to another folder; latest stands for the last sweep of the store.
            """);
    assertThat(store().resolve("today")).doesNotExist();
  }

  @Test
  void eachCountsOnce() throws IOException {
    sweep("monday", "", SPACE, 3);
    Path link = Files.createSymbolicLink(folder.resolve("link"), store().resolve("monday"));
    String names =
        "[latest, \"%s/./monday/\", \"%s\", \"%s\"]"
            .formatted(store(), store().resolve("monday").toUri(), link);
    assertThat(today(names).lines())
        .containsExactly(
            "tried first: 3 points of its past",
            "warm start: 3 results of monday",
            "warm start: 'HERE/store/./monday/' is monday again, which counts once",
            "warm start: 'file://HERE/store/monday/' is monday again, which counts once",
            "warm start: 'HERE/link' is monday again, which counts once");
  }

  @Test
  void aSweepThatHasBegunKeepsWhatItTook() throws IOException {
    sweep("monday", "", SPACE, 3);
    today("[latest]");
    sweep("tuesday", "", SPACE, 9);
    assertThat(today("[latest]"))
        .contains("warm start: 3 results of monday, taken over when the sweep began\n");
  }

  @Test
  void whatIsChosenForTheUserHeedsIt() throws IOException {
    sweep("monday", "", SPACE, 3);
    String few = "strategy.sampler = auto, budget.trials = 4, warm-start = [%s]";
    assertThat(sweep("alone", few.formatted(""), SPACE, 0)).startsWith("sobol: ");
    assertThat(
            sweep(
                "warm", few.formatted('"' + store().resolve("monday").toString() + '"'), SPACE, 0))
        .startsWith("gp: ");
  }

  @Test
  void theListOfAStoreShowsWhatCanBeReadAndNamesTheRest() throws IOException {
    sweep("good", "", SPACE, 3);
    sweep("older", "", SPACE, 2);
    Path conf = store().resolve("older/sweep.conf");
    Files.writeString(conf, "sweep.forgotten = 1\n" + Files.readString(conf));
    out.reset();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(streams("", err), "list", store().toString());
    assertThat(code).isEqualTo(ExitCode.ERROR);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("good").doesNotContain("older");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(
            "older cannot be read: " + conf + ":1: 'sweep.forgotten' is not a key that Finesweep");
  }
}
