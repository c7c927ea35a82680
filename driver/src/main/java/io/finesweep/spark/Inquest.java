package io.finesweep.spark;

import io.finesweep.history.Event.Blame;
import io.finesweep.sweep.TrialRunner.Report;
import io.finesweep.trial.Failure;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds out what a run that did not return was lost by, and whether it is run again. */
final class Inquest {

  private final LossLedger ledger;
  private final DeathNotice notice;

  Inquest(LossLedger ledger, DeathNotice notice) {
    this.ledger = ledger;
    this.notice = notice;
  }

  /**
   * The report of a broken submission.
   *
   * @param outstanding all submissions, this one included
   */
  Report report(Submission broken, Cause cause, Collection<Submission> outstanding) {
    if (cause instanceof Cause.ExecutorDied death) {
      Submission.Judgement judgement = broken.judgement();
      if (judgement == null) {
        judgement = judge(broken, death.executor(), outstanding);
      }
      return report(
          broken,
          judgement.verdict(),
          notice.lost(death, judgement.others()),
          notice.convicted(death));
    } else if (cause instanceof Cause.Threw threw) {
      LossLedger.Verdict verdict = ledger.couldNotRun(broken.run());
      return report(broken, verdict, threw.words(), notice.cannotRun(threw));
    }
    return report(broken, LossLedger.Verdict.UNBLAMED, cause.words(), new Failure("", ""));
  }

  /** Judges all that were on the executor at once: Spark tells of them one by one. */
  private Submission.Judgement judge(
      Submission broken, String executor, Collection<Submission> outstanding) {
    List<Submission> company = new ArrayList<>(List.of(broken));
    for (Submission other : outstanding) {
      if (other != broken && other.isOn(executor)) {
        company.add(other);
      }
    }
    int others = company.size() - 1;
    Map<RunId, LossLedger.Verdict> verdicts =
        ledger.executorDied(company.stream().map(Submission::run).toList());
    for (Submission one : company) {
      LossLedger.Verdict verdict = verdicts.getOrDefault(one.run(), LossLedger.Verdict.UNBLAMED);
      one.judge(new Submission.Judgement(verdict, others));
    }
    return new Submission.Judgement(
        verdicts.getOrDefault(broken.run(), LossLedger.Verdict.UNBLAMED), others);
  }

  private static Report report(
      Submission broken, LossLedger.Verdict verdict, String reason, Failure failure) {
    RunId run = broken.run();
    return switch (verdict) {
      case UNBLAMED -> new Report.Lost(run, broken.attempt(), reason, Blame.SOMETHING_ELSE);
      case BLAMED -> new Report.Lost(run, broken.attempt(), reason, Blame.THE_RUN);
      case CONVICTED -> {
        Usage usage = new Usage("", "", "", System.currentTimeMillis(), 0, 0);
        yield new Report.Finished(run, broken.attempt(), new FoldResult.Failed(failure, usage));
      }
    };
  }
}
