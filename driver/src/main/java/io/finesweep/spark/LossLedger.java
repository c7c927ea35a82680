package io.finesweep.spark;

import io.finesweep.trial.RunId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which folds may be killing their executors. When an executor dies with one run on it, that run is
 * blamed. When it dies with several, nobody is, but one that was already more suspect than all
 * others there stays the only suspect, and otherwise all become suspect. From its second suspicion
 * on a fold runs alone on an executor, which clears it or convicts it.
 */
final class LossLedger {

  /** From so many suspicions on a fold runs alone. */
  private static final int ALONE_FROM = 2;

  private final int retries;
  private final Map<Fold, Losses> losses = new HashMap<>();

  LossLedger(int retries) {
    this.retries = retries;
  }

  /** What is to become of a lost run. */
  enum Verdict {
    /** It is run again, and no loss is counted. */
    UNBLAMED,
    /** It is run again, and a loss is counted. */
    BLAMED,
    /** It is not run again. */
    CONVICTED
  }

  private record Fold(int trial, int fold) {
    static Fold of(RunId run) {
      return new Fold(run.trial(), run.fold());
    }
  }

  /**
   * @param suspected in how many losses it may have been the cause
   * @param blamed how many of them it had no company in
   */
  private record Losses(int suspected, int blamed) {
    static final Losses NONE = new Losses(0, 0);
  }

  /** Whether {@code run} must have an executor of its own. */
  boolean mustRunAlone(RunId run) {
    return losses(run).suspected >= ALONE_FROM;
  }

  /** An executor died with these runs on it: at least one. */
  Map<RunId, Verdict> executorDied(Collection<RunId> company) {
    if (company.size() == 1) {
      RunId run = company.iterator().next();
      return Map.of(run, diedAlone(run));
    }
    Map<RunId, Verdict> verdicts = new HashMap<>();
    company.forEach(run -> verdicts.put(run, Verdict.UNBLAMED));
    suspects(company).forEach(this::suspect);
    return verdicts;
  }

  /** A task could not be begun or its reply not be sent; company has nothing to do with that. */
  Verdict couldNotRun(RunId run) {
    Losses before = losses(run);
    return count(run, new Losses(before.suspected, before.blamed + 1));
  }

  /** A run came to an end of its own: nothing is held against its fold any more. */
  void ended(RunId run) {
    losses.remove(Fold.of(run));
  }

  private Verdict diedAlone(RunId run) {
    Losses before = losses(run);
    Verdict verdict = count(run, new Losses(before.suspected + 1, before.blamed + 1));
    return before.suspected >= ALONE_FROM ? Verdict.CONVICTED : verdict;
  }

  private Verdict count(RunId run, Losses now) {
    losses.put(Fold.of(run), now);
    return now.blamed > retries ? Verdict.CONVICTED : Verdict.BLAMED;
  }

  private void suspect(RunId run) {
    Losses before = losses(run);
    losses.put(Fold.of(run), new Losses(before.suspected + 1, before.blamed));
  }

  private Collection<RunId> suspects(Collection<RunId> company) {
    int most = company.stream().mapToInt(run -> losses(run).suspected).max().orElse(0);
    List<RunId> worst = company.stream().filter(run -> losses(run).suspected == most).toList();
    return most > 0 && worst.size() == 1 ? worst : company;
  }

  private Losses losses(RunId run) {
    return losses.getOrDefault(Fold.of(run), Losses.NONE);
  }
}
