package io.finesweep.sweep;

import io.finesweep.history.Event.Ending;
import io.finesweep.trial.FoldTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps a runner's slots busy with a sweep's runs until the sweep ends or somebody stops it. */
public final class SweepLoop {

  private final Sweep sweep;
  private final TrialRunner runner;
  private final Consumer<TrialRunner.Report.Progress> progress;
  private @Nullable String misfit;
  private volatile boolean stopped;

  /** A loop that tells {@code progress} of each epoch it hears of. */
  public SweepLoop(
      Sweep sweep, TrialRunner runner, Consumer<TrialRunner.Report.Progress> progress) {
    this.sweep = sweep;
    this.runner = runner;
    this.progress = progress;
  }

  /**
   * How a loop ended.
   *
   * @param reason for people
   */
  public record Outcome(Ending ending, String reason) {}

  /**
   * Runs until there is nothing left to do, {@link #stop} is called, all first trials failed alike,
   * or no executor computes on the sweep's numeric path. The sweep stays open.
   *
   * @throws StoreUnavailable if the store stays away; everything outstanding was cancelled
   */
  public Outcome run() throws InterruptedException {
    try {
      return work();
    } finally {
      runner.cancel();
    }
  }

  private Outcome work() throws InterruptedException {
    while (true) {
      if (stopped) {
        return new Outcome(Ending.STOPPED, "It was stopped.");
      }
      if (misfit != null) {
        return new Outcome(Ending.STOPPED, misfit);
      }
      Optional<String> despair = sweep.despair();
      if (despair.isPresent()) {
        return new Outcome(Ending.STOPPED, "The first trials all failed alike: " + despair.get());
      }
      fill();
      if (sweep.history().outstanding().isEmpty()) {
        return new Outcome(
            Ending.DONE, sweep.whyExhausted().orElse("There is nothing left to do."));
      }
      long left = sweep.millisecondsLeft();
      TrialRunner.Report report = runner.take(left);
      if (left == 0 && report instanceof TrialRunner.Report.Woken) {
        return new Outcome(Ending.DONE, sweep.limitReached());
      }
      accept(report);
    }
  }

  private void fill() {
    List<FoldTask> tasks = new ArrayList<>();
    int slots = runner.slots();
    int most = slots + runner.room();
    while (sweep.history().outstanding().size() < most) {
      Optional<FoldTask> task = sweep.next(slots);
      if (task.isEmpty()) {
        break;
      }
      tasks.add(task.get());
    }
    sweep.acknowledge();
    tasks.forEach(runner::submit);
  }

  private void accept(TrialRunner.Report report) {
    if (report instanceof TrialRunner.Report.Finished finished) {
      String executor = finished.result().usage().executor();
      misfit =
          sweep
              .finished(finished.run(), finished.attempt(), finished.result())
              .filter(reason -> !runner.refuse(executor))
              .orElse(null);
    } else if (report instanceof TrialRunner.Report.Lost lost) {
      sweep.lost(lost.run(), lost.attempt(), lost.reason(), lost.blame());
    } else if (report instanceof TrialRunner.Report.Checkpointed checkpointed) {
      sweep.checkpointed(checkpointed.run(), checkpointed.attempt(), checkpointed.waypoint());
    } else if (report instanceof TrialRunner.Report.Progress epoch) {
      progress.accept(epoch);
    }
  }

  /** Ends {@link #run} soon, from any thread; what runs is cancelled and can be resumed. */
  public void stop() {
    stopped = true;
    runner.wake();
  }
}
