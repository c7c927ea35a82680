package io.finesweep.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.metric.Goal;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static Configuration point(long number) {
    return Configuration.of(Map.of("x", new Value.Whole(number)));
  }

  private static Histories begin() {
    return Histories.of(Goal.MAXIMIZE, 3, 9);
  }

  @Test
  void addsUpWhatHappened() {
    History history =
        begin()
            .record(new Event.Opened(1, "me"))
            .trial(point(1), 0.7, 0.8)
            .start(point(2))
            .assign(1, 0)
            .finish(1, 0, Histories.diverged())
            .assign(0, 2)
            .start(point(3))
            .assign(2, 0)
            .assign(2, 1)
            .history();
    assertThat(history.running()).isEqualTo(2);
    assertThat(history.trials()).hasSize(3);
    assertThat(history.knows(point(2).key())).isTrue();
    assertThat(history.knows(point(4).key())).isFalse();
    assertThat(history.outstanding())
        .containsOnlyKeys(new RunId(0, 2, 9), new RunId(2, 0, 9), new RunId(2, 1, 9));
    assertThat(history.trial(0).values(0, 9)).containsExactly(0.7, 0.8);
    assertThat(history.trial(0).status(history.terms().full())).isEqualTo(Trial.Status.RUNNING);
    assertThat(history.trial(1).status(history.terms().full())).isEqualTo(Trial.Status.DIVERGED);
    assertThat(history.unassigned()).containsExactly(1, 2);
    assertThat(history.rungs()).containsExactly(Map.entry(9, 1));
    assertThat(history.totals().foldRuns()).isEqualTo(6);
    assertThat(history.totals().finished()).isEqualTo(3);
    assertThat(history.totals().broken()).isEqualTo(1);
    assertThat(history.totals().epochs()).isEqualTo(54);
    assertThat(history.totals().incarnation()).isEqualTo(1);
  }

  @Test
  void aTrialIsCompleteWhenAllFoldsReachedTheFullBudget() {
    History history = begin().trial(point(1), 1, 2, 3).trial(point(2), 1, 2).history();
    assertThat(history.trial(0).status(history.terms().full())).isEqualTo(Trial.Status.COMPLETE);
    assertThat(history.trial(1).status(history.terms().full())).isEqualTo(Trial.Status.WAITING);
  }

  @Test
  void eachRungOfAFoldIsKept() {
    Histories writer = begin().start(point(1));
    for (int epochs : new int[] {1, 3, 9}) {
      writer.assign(new RunId(0, 0, epochs)).finish(0, 0, Histories.scored(epochs / 10.0));
    }
    History history = writer.start(point(2)).assign(new RunId(1, 0, 1)).history();
    assertThat(history.trial(0).values(0, 3)).containsExactly(0.3);
    assertThat(history.totals().epochs()).isEqualTo(10);
    assertThat(history.totals().foldRuns()).isEqualTo(2);
    assertThat(history.rungs()).containsExactly(Map.entry(1, 1), Map.entry(3, 1), Map.entry(9, 1));
  }

  @Test
  void aLostRunCountsOnceAndIsAssignedAgain() {
    RunId run = new RunId(0, 0, 9);
    Histories writer = begin().start(point(1)).assign(0, 0);
    writer.record(new Event.Lost(run, 0, "gone", Event.Blame.THE_RUN));
    assertThat(writer.history().lost()).containsExactly(Map.entry(run, 0));
    assertThat(writer.history().outstanding()).isEmpty();
    writer.assign(0, 0);
    assertThat(writer.history().lost()).isEmpty();
    assertThat(writer.history().outstanding()).containsExactly(Map.entry(run, 1));
    assertThat(writer.history().totals().epochs()).isEqualTo(9);
    assertThat(writer.history().totals().foldRuns()).isEqualTo(1);
    assertThat(writer.history().trial(0).fold(0).orElseThrow().losses()).isEqualTo(1);
  }

  @Test
  void aRetriedTrialMayRunItsBrokenFoldsAgain() {
    Histories writer = begin().trial(point(1), 0.5);
    writer.assign(0, 1).finish(0, 1, Histories.failed("full")).score(0, 2, 0.6);
    assertThat(writer.history().unassigned()).isEmpty();
    writer.record(new Event.Retried(0));
    assertThat(writer.history().unassigned()).containsExactly(0);
    assertThat(writer.history().trial(0).isBroken()).isFalse();
    writer.score(0, 1, 0.7);
    assertThat(writer.history().unassigned()).isEmpty();
    assertThat(writer.history().trial(0).values(0, 9)).containsExactly(0.5, 0.7, 0.6);
  }

  @Test
  void aMetricThatWasNotDefinedIsNoValue() {
    FoldResult other =
        new FoldResult.Scored(
            List.of(),
            new TreeMap<>(Map.of("other", 1.0)),
            FoldResult.Artifacts.NONE,
            Histories.USAGE);
    History history = begin().start(point(1)).assign(0, 0).finish(0, 0, other).history();
    assertThat(history.trial(0).values(0, 9)).isEmpty();
  }

  @Test
  void earlierStatesStayAsTheyWere() {
    List<History> states = new ArrayList<>();
    Histories writer = begin();
    for (int number = 0; number < 200; number++) {
      states.add(writer.history());
      writer.trial(point(number), number);
    }
    for (int number = 0; number < 200; number++) {
      assertThat(states.get(number).trials()).hasSize(number);
      assertThat(states.get(number).knows(point(number).key())).isFalse();
      assertThat(states.get(number).totals().finished()).isEqualTo(number);
    }
  }

  @Test
  void replayingTheEventsGivesTheSameHistory() {
    List<Recorded> events = new ArrayList<>();
    History history = History.empty(Histories.terms(Goal.MAXIMIZE, 3, 9));
    Event[] happened = {
      new Event.Opened(1, "me"),
      new Event.Started(0, point(0), 1),
      new Event.Assigned(new RunId(0, 0, 9), 0, 2),
      new Event.Assigned(new RunId(0, 1, 9), 0, 2),
      new Event.Finished(new RunId(0, 0, 9), 0, Histories.scored(0.5)),
      new Event.Lost(new RunId(0, 1, 9), 0, "gone", Event.Blame.SOMETHING_ELSE),
      new Event.Assigned(new RunId(0, 1, 9), 1, 6),
      new Event.Finished(new RunId(0, 1, 9), 1, Histories.failed("no")),
      new Event.Retried(0),
      new Event.Closed(Event.Ending.STOPPED, "enough"),
    };
    for (Event event : happened) {
      Recorded recorded = new Recorded(events.size() + 1, 0, events.size() * 10L, event);
      events.add(recorded);
      history = history.with(recorded);
    }
    History replayed = History.of(history.terms(), events);
    assertThat(replayed).usingRecursiveComparison().isEqualTo(history);
    assertThat(replayed.totals().elapsed()).isEqualTo(90);
  }

  @Test
  void refusesAJournalOutOfOrder() {
    History empty = begin().history();
    assertThatThrownBy(() -> empty.with(new Recorded(2, 0, 0, new Event.Opened(1, "me"))))
        .hasMessage("Event 2 cannot follow event 0.");
    assertThatThrownBy(() -> begin().record(new Event.Started(1, point(1), 0)))
        .hasMessageContaining("Trial 1 cannot follow 0 trials");
    assertThatThrownBy(() -> begin().record(new Event.Retried(0)))
        .hasMessageContaining("never started");
    assertThatThrownBy(() -> begin().record(new Event.Assigned(new RunId(0, 0, 9), 0, 0)))
        .hasMessageContaining("never started");
    RunId run = new RunId(0, 0, 9);
    assertThatThrownBy(
            () -> begin().start(point(1)).record(new Event.Finished(run, 0, Histories.scored(1))))
        .hasMessageContaining("not outstanding");
    assertThatThrownBy(
            () -> begin().start(point(1)).assign(0, 0).record(new Event.Assigned(run, 1, 0)))
        .hasMessageContaining("cannot be assigned");
    assertThatThrownBy(
            () ->
                begin()
                    .start(point(1))
                    .assign(0, 0)
                    .record(new Event.Finished(run, 1, Histories.scored(1))))
        .hasMessageContaining("not outstanding");
    assertThatThrownBy(() -> begin().start(point(1)).assign(0, 3))
        .hasMessageContaining("cannot be assigned");
  }
}
