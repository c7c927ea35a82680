package io.finesweep.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finesweep.metric.Goal;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RungIndexTest {

  private static final Budget FIRST = new Budget(1, 2);
  private static final Budget SECOND = new Budget(1, 6);

  private static Configuration point(int number) {
    return Configuration.of(Map.of("x", new Value.Whole(number)));
  }

  private static Histories begun(int trials) {
    Histories writer = Histories.of(Goal.MAXIMIZE, 3, 6);
    for (int number = 0; number < trials; number++) {
      writer.start(point(number)).assign(new RunId(number, 0, 2));
    }
    return writer;
  }

  @Test
  void aTrialWaitsWhereItWasMeasuredUntilItGoesOn() {
    Histories writer = begun(1);
    assertThat(writer.history().rung(FIRST)).isEqualTo(RungMembers.NONE);
    writer.finish(0, 0, Histories.scored(0.7));
    RankedSet.Entry entry = new RankedSet.Entry(-0.7, 0);
    assertThat(writer.history().rung(FIRST).waiting().first()).contains(entry);
    assertThat(writer.history().rung(FIRST).promoted()).isZero();
    writer.assign(new RunId(0, 0, 6));
    assertThat(writer.history().rung(FIRST).waiting().isEmpty()).isTrue();
    assertThat(writer.history().rung(FIRST).reached().contains(entry)).isTrue();
    assertThat(writer.history().rung(FIRST).promoted()).isOne();
    writer.finish(0, 0, Histories.scored(0.9));
    assertThat(writer.history().rung(SECOND).waiting().first())
        .contains(new RankedSet.Entry(-0.9, 0));
    assertThat(writer.history().rung(SECOND).averages().first().orElseThrow().loss())
        .isEqualTo(-0.8);
  }

  @Test
  void aRungOfSeveralFoldsHoldsTheirMean() {
    Histories writer = begun(1).finish(0, 0, Histories.scored(0.5));
    writer.assign(new RunId(0, 0, 6)).finish(0, 0, Histories.scored(0.6));
    writer.assign(new RunId(0, 2, 6)).finish(0, 2, Histories.scored(0.8));
    assertThat(writer.history().rung(new Budget(2, 6)).waiting().first().orElseThrow().loss())
        .isEqualTo(-0.7);
    assertThat(writer.history().rungsReached()).containsExactly(FIRST, SECOND, new Budget(2, 6));
  }

  @Test
  void aTrialWithAnythingRunningOrLostDoesNotWait() {
    Histories writer = begun(1);
    writer.assign(new RunId(0, 1, 2)).finish(0, 0, Histories.scored(0.5));
    assertThat(writer.history().rung(FIRST).waiting().isEmpty()).isTrue();
    writer.record(new Event.Lost(new RunId(0, 1, 2), 0, "gone", Event.Blame.THE_RUN));
    assertThat(writer.history().rung(FIRST).waiting().isEmpty()).isTrue();
    writer.assign(new RunId(0, 1, 2)).finish(0, 1, Histories.scored(0.7));
    assertThat(writer.history().rung(FIRST).waiting().isEmpty()).isTrue();
    assertThat(writer.history().rung(new Budget(2, 2)).waiting().size()).isOne();
  }

  @Test
  void aBrokenTrialCountsInTheRungThatItWasToReachUntilItIsRetried() {
    Histories writer = begun(2).finish(0, 0, Histories.scored(0.5));
    writer.finish(1, 0, Histories.diverged());
    assertThat(writer.history().rung(FIRST).reached().size()).isEqualTo(2);
    assertThat(writer.history().rung(FIRST).broken()).isOne();
    assertThat(writer.history().rung(FIRST).promoted()).isZero();
    assertThat(writer.history().unbegun()).isEmpty();
    writer.record(new Event.Retried(1));
    assertThat(writer.history().rung(FIRST).reached().size()).isOne();
    assertThat(writer.history().rung(FIRST).broken()).isZero();
    assertThat(writer.history().unbegun()).containsExactly(1);
  }

  @Test
  void aTrialBrokenOnTheWayUpWaitsAgainWhereItStoodWhenItIsRetried() {
    Histories writer = begun(1).finish(0, 0, Histories.scored(0.5));
    writer.assign(new RunId(0, 0, 6)).finish(0, 0, Histories.failed("no"));
    assertThat(writer.history().rung(FIRST).promoted()).isOne();
    assertThat(writer.history().rung(SECOND).broken()).isOne();
    writer.record(new Event.Retried(0));
    assertThat(writer.history().rung(FIRST).waiting().size()).isOne();
    assertThat(writer.history().rung(FIRST).promoted()).isZero();
    assertThat(writer.history().rung(SECOND).reached().isEmpty()).isTrue();
  }

  @Test
  void aForkGoesOnFromItsParentsCheckpointAndReplacesAnother() {
    Histories writer = begun(2).finish(0, 0, Histories.scored(0.5));
    writer.finish(1, 0, Histories.scored(0.1));
    Trial.Origin origin = new Trial.Origin(0, 2, 1);
    writer.record(new Event.Forked(2, origin, 0, point(7), 6));
    Trial child = writer.history().trial(2);
    assertThat(child.origin()).isEqualTo(origin);
    assertThat(child.fold(0).orElseThrow().epochs()).isEqualTo(2);
    assertThat(writer.history().replaced()).containsExactly(1);
    assertThat(writer.history().knows(point(7).key())).isTrue();
    writer.assign(new RunId(2, 0, 6));
    // Four epochs more, on top of two for each of the first trials.
    assertThat(writer.history().totals().epochs()).isEqualTo(8);
    assertThatThrownBy(
            () -> writer.record(new Event.Forked(3, new Trial.Origin(0, 5, 1), 0, point(8), 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot come from");
  }
}
