package io.finesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.Bound;
import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.history.Trial;
import io.finesweep.metric.Goal;
import io.finesweep.sweep.Limits;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final Limits LIMITS =
      new Limits(2, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private History history = History.empty(Histories.terms(Goal.MAXIMIZE, 2, 3));
  private long milliseconds;

  private String shown(Progress.Screen screen) {
    Progress progress =
        new Progress(new PrintStream(written, true, StandardCharsets.UTF_8), screen, LIMITS);
    for (int trial = 0; trial < 2; trial++) {
      Configuration point = new Configuration(new TreeMap<>(Map.of("x", Value.of(trial))));
      happens(progress, new Event.Started(trial, point, 0));
      for (int fold = 0; fold < 2; fold++) {
        RunId run = new RunId(trial, fold, 3);
        happens(progress, new Event.Assigned(run, 0, 0));
        FoldResult result =
            trial == 1 && fold == 1 ? Histories.failed("no") : Histories.scored(0.5 + 0.1 * fold);
        milliseconds += 60_000;
        happens(progress, new Event.Finished(run, 0, result));
      }
    }
    progress.end();
    return written.toString(StandardCharsets.UTF_8);
  }

  private void happens(Progress progress, Event event) {
    long number = history.totals().lastEvent() + 1;
    Recorded recorded = new Recorded(number, milliseconds, milliseconds, event);
    history = history.with(recorded);
    progress.accept(history, recorded, 1);
  }

  @Test
  void writesAPlainLineForEachTrialThatEndsWhereThereIsNoTerminal() {
    assertThat(shown(Progress.Screen.PLAIN).lines())
        .containsExactly(
            "trials 1/2 · fold runs 2/4 · running 0 · failed 0"
                + " · best #0 score 0.5500 ± 0.0500 · about 2:00 min left",
            "trials 2/2 · fold runs 3/4 · running 0 · failed 1"
                + " · best #0 score 0.5500 ± 0.0500 · about 0 s left");
  }

  @Test
  void callsNoneTheBestThatPassesABound() {
    Terms free = history.terms();
    Bound bound = new Bound("score", Bound.Side.ABOVE, 0.6);
    history = History.empty(new Terms(free.objectives(), List.of(bound), free.full()));
    assertThat(shown(Progress.Screen.PLAIN)).isNotEmpty().doesNotContain("best");
  }

  @Test
  void writesOneLineOverAndOverOnATerminal() {
    String shown = shown(new Progress.Screen(120));
    String[] states = shown.split("\r", -1);

    assertThat(shown).endsWith(System.lineSeparator());
    assertThat(shown.strip()).doesNotContain("\n");
    assertThat(states).hasSizeGreaterThan(8);
    assertThat(states[states.length - 1]).startsWith("trials 2/2 · fold runs 3/4");
    for (int i = 2; i < states.length; i++) {
      assertThat(states[i].length())
          .as("covers what stood there")
          .isGreaterThanOrEqualTo(states[i - 1].strip().length());
    }
  }

  @Test
  void tellsHowManyTrialsGaveTheirPlaceToForks() {
    Progress progress =
        new Progress(
            new PrintStream(written, true, StandardCharsets.UTF_8),
            new Progress.Screen(120),
            LIMITS);
    Configuration point = new Configuration(new TreeMap<>(Map.of("x", Value.of(0))));
    for (int trial = 0; trial < 2; trial++) {
      happens(progress, new Event.Started(trial, point, 0));
      happens(progress, new Event.Assigned(new RunId(trial, 0, 1), 0, 0));
      happens(progress, new Event.Finished(new RunId(trial, 0, 1), 0, Histories.scored(trial)));
    }
    assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("forks");
    happens(progress, new Event.Forked(2, new Trial.Origin(1, 1, 0), 0, point, 0));
    assertThat(written.toString(StandardCharsets.UTF_8)).contains("trials 3/2 · forks 1 · fold");
  }

  @Test
  void neverWritesALineThatWraps() {
    assertThat(shown(new Progress.Screen(40)).split("\r", -1))
        .allMatch(state -> state.strip().length() < 40);
  }
}
