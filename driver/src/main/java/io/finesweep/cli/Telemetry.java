package io.finesweep.cli;

import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Totals;
import io.finesweep.metric.Objective;
import io.finesweep.spark.LogContext;
import io.finesweep.spark.SweepGauges;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells machines how a sweep goes: Spark's metrics, and a line of the log for each event. */
final class Telemetry {

  private static final System.Logger LOG = System.getLogger(Telemetry.class.getName());

  private final String sweep;
  private final SweepGauges gauges;
  private long lost;
  private @Nullable Incumbent best;

  Telemetry(String sweep, SweepGauges gauges) {
    this.sweep = sweep;
    this.gauges = gauges;
  }

  /** Takes one more event in; {@code slots} runs can run at once. */
  void accept(History history, Recorded recorded, int slots) {
    if (recorded.event() instanceof Event.Finished finished) {
      compare(finished.run().trial(), history);
    } else if (recorded.event() instanceof Event.Lost) {
      lost++;
    }
    gauges.show(standing(history, slots));
    log(recorded.event());
  }

  private void compare(int trial, History history) {
    Objective objective = history.terms().objectives().get(0);
    Optional<Incumbent> news = Incumbent.of(history.trial(trial), history);
    if (news.isPresent() && (best == null || news.get().isBetterThan(best, objective))) {
      best = news.get();
    }
  }

  private SweepGauges.Standing standing(History history, int slots) {
    Totals totals = history.totals();
    return new SweepGauges.Standing(
        history.trials().size(),
        totals.finished(),
        totals.broken(),
        lost,
        history.outstanding().size(),
        history.unassigned().size(),
        slots,
        best == null ? Double.NaN : best.estimate().mean());
  }

  private void log(Event event) {
    Level level = level(event);
    if (!LOG.isLoggable(level)) {
      return;
    }
    if (event instanceof Event.Started started) {
      log(
          LogContext.ofTrial(sweep, started.trial()),
          level,
          "started " + started.configuration().key());
    } else if (event instanceof Event.Forked forked) {
      log(
          LogContext.ofTrial(sweep, forked.trial()),
          level,
          "forked from trial " + forked.origin().parent());
    } else if (event instanceof Event.Assigned assigned) {
      log(of(assigned.run()), level, "assigned, attempt " + assigned.attempt());
    } else if (event instanceof Event.Finished finished) {
      log(of(finished.run()), level, ended(finished.run(), finished.result()));
    } else if (event instanceof Event.Lost gone) {
      log(of(gone.run()), level, "lost: " + gone.reason());
    } else if (event instanceof Event.Closed closed) {
      log(LogContext.ofSweep(sweep), level, closed.ending() + ": " + closed.reason());
    }
  }

  /** What did not go as it should is a warning. */
  private static Level level(Event event) {
    boolean wrong =
        event instanceof Event.Lost
            || (event instanceof Event.Finished finished
                && !(finished.result() instanceof FoldResult.Scored));
    return wrong ? Level.WARNING : Level.INFO;
  }

  private LogContext of(RunId run) {
    return LogContext.ofRun(sweep, run);
  }

  private static String ended(RunId run, FoldResult result) {
    if (result instanceof FoldResult.Scored scored) {
      return "scored after " + run.epochs() + " epochs: " + scored.metrics();
    } else if (result instanceof FoldResult.Diverged diverged) {
      return "diverged in epoch " + diverged.epoch();
    }
    return "failed: " + ((FoldResult.Failed) result).failure().reason();
  }

  private static void log(LogContext context, Level level, String message) {
    context.enter();
    LOG.log(level, message);
    context.leave();
  }
}
