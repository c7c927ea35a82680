package io.finesweep.history;

import io.finesweep.trial.Blob;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.Waypoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How far one fold of one trial has come.
 *
 * @param attempt of the latest run that was assigned, from 0; -1 before the first
 * @param losses how often a run of this fold was lost and may have been the cause
 * @param running the epochs that the outstanding run is to reach, 0 where none is outstanding
 * @param rungs what was measured, epochs ascending
 * @param checkpoint where the latest rung can be gone on from, null for the base model
 * @param waypoint where the run after that rung can be gone on from, null where it left none
 * @param ending why the fold will not go on, null where it may
 */
public record FoldProgress(
    int attempt,
    int losses,
    int running,
    List<Rung> rungs,
    @Nullable Blob checkpoint,
    @Nullable Waypoint waypoint,
    @Nullable FoldResult ending) {

  public FoldProgress {
    // A fold has few rungs, and a sweep has many folds: copied, they take the least memory.
    rungs = List.copyOf(rungs);
  }

  /**
   * What was measured when a fold had seen {@code epochs} epochs.
   *
   * @param values one for each of {@link Terms#metrics}, in order; NaN where the metric was not
   *     defined
   */
  public record Rung(int epochs, double[] values) {
    /** The objective's value, empty where it was not defined. */
    public OptionalDouble value(int objective) {
      return Double.isNaN(values[objective])
          ? OptionalDouble.empty()
          : OptionalDouble.of(values[objective]);
    }
  }

  /** A fold whose first run was just assigned, to reach {@code epochs}. */
  static FoldProgress assigned(int attempt, int epochs) {
    return new FoldProgress(attempt, 0, epochs, List.of(), null, null, null);
  }

  /** Another trial's fold that goes on from the latest rung of this one. */
  FoldProgress inherited() {
    return new FoldProgress(-1, 0, 0, List.of(last()), checkpoint, null, null);
  }

  private Rung last() {
    return rungs.get(rungs.size() - 1);
  }

  /** The epochs seen at the latest rung, 0 where none was reached. */
  public int epochs() {
    return rungs.isEmpty() ? 0 : last().epochs();
  }

  /** Whether it may be begun: it was measured nowhere, does not run and did not break. */
  public boolean isFree() {
    return rungs.isEmpty() && running == 0 && ending == null;
  }

  /** What was measured at exactly {@code epochs}. */
  public Optional<Rung> rung(int epochs) {
    for (Rung rung : rungs) {
      if (rung.epochs() == epochs) {
        return Optional.of(rung);
      }
    }
    return Optional.empty();
  }

  FoldProgress reassigned(int attempt, int epochs) {
    return new FoldProgress(attempt, losses, epochs, rungs, checkpoint, waypoint, ending);
  }

  FoldProgress checkpointed(Waypoint next) {
    Waypoint all = waypoint == null ? next : next.after(waypoint);
    return new FoldProgress(attempt, losses, running, rungs, checkpoint, all, ending);
  }

  /** Where its next run begins, empty for the base model. */
  public Optional<FoldTask.Checkpoint> beginning() {
    if (waypoint != null) {
      return Optional.of(waypoint.checkpoint());
    }
    return Optional.ofNullable(checkpoint).map(blob -> new FoldTask.Checkpoint(epochs(), blob));
  }

  FoldProgress lost(Event.Blame blame) {
    int counted = blame == Event.Blame.THE_RUN ? losses + 1 : losses;
    return new FoldProgress(attempt, counted, 0, rungs, checkpoint, waypoint, ending);
  }

  FoldProgress reached(Rung rung, @Nullable Blob from) {
    List<Rung> more = new ArrayList<>(rungs);
    more.add(rung);
    return new FoldProgress(attempt, losses, 0, more, from, null, null);
  }

  FoldProgress ended(FoldResult result) {
    return new FoldProgress(attempt, losses, 0, rungs, checkpoint, null, result);
  }

  FoldProgress retried() {
    return new FoldProgress(attempt, 0, 0, rungs, checkpoint, null, null);
  }
}
