package io.finesweep.sweep;

import io.finesweep.history.History;
import io.finesweep.history.Trial;
import io.finesweep.sampler.Sampler;
import io.finesweep.schedule.Schedule;
import io.finesweep.trial.FoldTask;
import java.util.PriorityQueue;

/**
 * What a sweep comes to when its own loop is played in simulated time.
 *
 * @param trials that were started
 * @param complete of those, how many were trained on all folds to all epochs
 * @param foldRuns distinct pairs of trial and fold
 * @param epochs over all folds
 * @param milliseconds from the first run to the end of the last
 * @param busy the share of that time in which slots had a run
 * @param last when the last run began
 * @param busyToLast the share of the time up to then
 */
public record Forecast(
    int trials,
    int complete,
    long foldRuns,
    long epochs,
    long milliseconds,
    double busy,
    long last,
    double busyToLast) {

  /** Plays a sweep with so many slots, whose trials are as good as {@code InventedScores} says. */
  public static Forecast of(
      SweepSpec spec, Sampler sampler, Schedule schedule, int slots, Pace pace)
      throws InterruptedException {
    Played played = new Played(spec, pace);
    SimulatedRunner runner = new SimulatedRunner(slots, played);
    Sweep sweep = new Sweep(spec, sampler, schedule, new Forgetful(), runner);
    sweep.listen((history, recorded) -> played.now = recorded.at());
    sweep.open("simulation");
    new SweepLoop(sweep, runner, epoch -> {}).run();
    return played.forecast(sweep.history(), slots, runner.millis());
  }

  /** Runs that take their time and come to invented scores; it adds up the time. */
  private static final class Played implements SimulatedRunner.Training {

    private final InventedScores scores;
    private final SweepSpec spec;
    private final Pace pace;
    private final PriorityQueue<Long> ends = new PriorityQueue<>();
    private long now;
    private long last;
    private long worked;

    Played(SweepSpec spec, Pace pace) {
      this.scores = new InventedScores(spec);
      this.spec = spec;
      this.pace = pace;
    }

    @Override
    public SimulatedRunner.Outcome of(FoldTask task) {
      FoldTask.Checkpoint checkpoint = task.from();
      int epochs = task.run().epochs() - (checkpoint == null ? 0 : checkpoint.epochs());
      double each = pace.milliseconds(task.run().trial(), spec.seeds());
      long milliseconds = Math.max(1, Math.round(epochs * each));
      last = now;
      worked += milliseconds;
      while (!ends.isEmpty() && ends.peek() <= now) {
        ends.remove();
      }
      ends.add(now + milliseconds);
      return new SimulatedRunner.Outcome(scores.report(task, milliseconds), milliseconds);
    }

    Forecast forecast(History history, int slots, long end) {
      int complete = 0;
      for (Trial trial : history.trials()) {
        complete += trial.status(history.terms().full()) == Trial.Status.COMPLETE ? 1 : 0;
      }
      // What had ended when the last run began was removed then.
      long after = ends.stream().mapToLong(one -> one - last).sum();
      // What ran when time was up was cancelled.
      long never = ends.stream().mapToLong(one -> Math.max(0, one - end)).sum();
      return new Forecast(
          history.trials().size(),
          complete,
          history.totals().foldRuns(),
          history.totals().epochs(),
          end,
          share(worked - never, slots, end),
          last,
          share(worked - after, slots, last));
    }

    private static double share(long work, int slots, long time) {
      return time == 0 ? 1 : (double) work / slots / time;
    }
  }
}
