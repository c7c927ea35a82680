package io.finesweep.spark;

import static io.finesweep.spark.LossLedger.Verdict.BLAMED;
import static io.finesweep.spark.LossLedger.Verdict.CONVICTED;
import static io.finesweep.spark.LossLedger.Verdict.UNBLAMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.trial.RunId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossLedgerTest {

  private final LossLedger ledger = new LossLedger(2);
  private final RunId killer = new RunId(0, 0, 9);
  private final RunId bystander = new RunId(1, 0, 9);
  private final RunId stranger = new RunId(2, 0, 9);

  @Test
  void blamesARunThatWasAloneAndConvictsItAtTheThirdTime() {
    assertThat(ledger.executorDied(List.of(killer))).containsEntry(killer, BLAMED);
    assertThat(ledger.mustRunAlone(killer)).isFalse();
    assertThat(ledger.executorDied(List.of(killer))).containsEntry(killer, BLAMED);
    assertThat(ledger.mustRunAlone(killer)).isTrue();
    assertThat(ledger.executorDied(List.of(killer))).containsEntry(killer, CONVICTED);
  }

  @Test
  void blamesNobodyWhereSeveralDiedTogether() {
    assertThat(ledger.executorDied(List.of(killer, bystander)))
        .containsEntry(killer, UNBLAMED)
        .containsEntry(bystander, UNBLAMED);
  }

  @Test
  void letsAllThatDiedTogetherTwiceRunAlone() {
    ledger.executorDied(List.of(killer, bystander));
    ledger.executorDied(List.of(killer, bystander));
    assertThat(ledger.mustRunAlone(killer)).isTrue();
    assertThat(ledger.mustRunAlone(bystander)).isTrue();
  }

  @Test
  void suspectsOnlyTheOneThatWasSuspectBefore() {
    ledger.executorDied(List.of(killer, bystander));
    ledger.executorDied(List.of(killer, stranger));
    assertThat(ledger.mustRunAlone(killer)).isTrue();
    ledger.executorDied(List.of(stranger, bystander));
    assertThat(ledger.mustRunAlone(stranger)).isFalse();
  }

  @Test
  void convictsAfterTheFirstDeathAloneOfARunThatHadToBeAlone() {
    ledger.executorDied(List.of(killer, bystander));
    ledger.executorDied(List.of(killer, bystander));
    assertThat(ledger.executorDied(List.of(killer))).containsEntry(killer, CONVICTED);
  }

  @Test
  void clearsAFoldThatCameToAnEnd() {
    ledger.executorDied(List.of(killer, bystander));
    ledger.executorDied(List.of(killer, bystander));
    ledger.ended(bystander);
    assertThat(ledger.mustRunAlone(bystander)).isFalse();
    assertThat(ledger.mustRunAlone(killer)).isTrue();
  }

  @Test
  void remembersAFoldAtItsLaterRungs() {
    ledger.executorDied(List.of(killer));
    ledger.executorDied(List.of(killer));
    assertThat(ledger.mustRunAlone(new RunId(0, 0, 27))).isTrue();
  }

  @Test
  void convictsAtOnceWhereNothingMayBeRetried() {
    LossLedger strict = new LossLedger(0);
    assertThat(strict.executorDied(List.of(killer))).containsEntry(killer, CONVICTED);
    assertThat(strict.couldNotRun(stranger)).isEqualTo(CONVICTED);
  }

  @Test
  void retriesWhatCouldNotBeRunAsOftenAsAllowedAndNeedsNoSolitudeForIt() {
    assertThat(ledger.couldNotRun(killer)).isEqualTo(BLAMED);
    assertThat(ledger.couldNotRun(killer)).isEqualTo(BLAMED);
    assertThat(ledger.mustRunAlone(killer)).isFalse();
    assertThat(ledger.couldNotRun(killer)).isEqualTo(CONVICTED);
  }
}
