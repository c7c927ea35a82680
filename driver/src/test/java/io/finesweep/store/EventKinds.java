package io.finesweep.store;

import io.finesweep.history.Event;
import io.finesweep.history.PastSweep;
import io.finesweep.history.Recorded;
import io.finesweep.history.Trial;
import io.finesweep.trial.Blob;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.Failure;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Value;
import io.finesweep.trial.Waypoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events of every kind, with all that can be hard to write. */
final class EventKinds {

  private EventKinds() {}

  static List<Recorded> all() {
    RunId run = new RunId(0, 2, 9);
    return Sample.recorded(
        new Event.Opened(1, "müller@host, \"quoted\"\nsecond line \u2028 \u0000"),
        new Event.Recalled(
            List.of(Sample.configuration(0.1)),
            List.of(
                new PastSweep(
                    "yesterday",
                    List.of(new PastSweep.Result(Sample.configuration(0.3), -0.9, 1e-4))))),
        new Event.Started(
            0,
            Configuration.of(
                Map.of(
                    "a.real", new Value.Real(1.0),
                    "a.small", new Value.Real(Double.MIN_VALUE),
                    "a.large", new Value.Real(Double.MAX_VALUE),
                    "whole", new Value.Whole(Long.MIN_VALUE),
                    "small-whole", new Value.Whole(3),
                    "text", new Value.Text("NaN"),
                    "digits", new Value.Text("12"),
                    "flag", new Value.Flag(false))),
            1),
        new Event.Assigned(run, 0, 2),
        new Event.Checkpointed(
            run,
            0,
            new Waypoint(
                new FoldTask.Checkpoint(1, new Blob("_runs/0/2/0-9/checkpoint-at-1", 9, "abc")),
                List.of(new EpochScore(1, 0.5, new TreeMap<>(Map.of("accuracy", 0.25)), 7)))),
        new Event.Lost(run, 0, "Its executor is gone.", Event.Blame.THE_RUN),
        new Event.Assigned(run, 1, 5),
        new Event.Finished(run, 1, hardlyScored()),
        new Event.Assigned(new RunId(0, 1, 9), 0, 7),
        new Event.Finished(
            new RunId(0, 1, 9),
            0,
            new FoldResult.Diverged(
                3,
                List.of(new EpochScore(3, Double.POSITIVE_INFINITY, new TreeMap<>(), 12)),
                Sample.usage())),
        new Event.Assigned(new RunId(0, 0, 9), 0, 9),
        new Event.Finished(
            new RunId(0, 0, 9),
            0,
            new FoldResult.Failed(
                new Failure("It did not fit.", "at some.Class\n\tat other.Class"), Sample.usage())),
        new Event.Retried(0),
        new Event.Forked(1, new Trial.Origin(0, 9, 0), 2, Sample.configuration(0.02), 11),
        new Event.RungChosen(new Budget(1, 3), 12),
        new Event.Refitted(
            0,
            new TreeMap<>(Map.of("accuracy", 0.9, "log-loss", Double.NaN)),
            new Blob("models/0.zip", 17, "def"),
            2),
        new Event.Ensembled(
            new TreeMap<>(Map.of(0, 3, 7, 2)),
            0.25,
            Double.MIN_VALUE,
            new TreeMap<>(Map.of("accuracy", 0.9)),
            new Blob("models/ensemble.zip", 19, "fed")),
        new Event.Resized(7),
        new Event.Closed(Event.Ending.STOPPED, "It was stopped."));
  }

  private static FoldResult hardlyScored() {
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put("accuracy", 0.1 + 0.2);
    metrics.put("log-loss", Double.NaN);
    metrics.put("mae", Double.NEGATIVE_INFINITY);
    return new FoldResult.Scored(
        List.of(new EpochScore(1, Double.NaN, metrics, 1), new EpochScore(2, -0.0, metrics, 1)),
        metrics,
        new FoldResult.Artifacts(new Blob("_runs/0/2/1-9/checkpoint.zip", 1L << 40, "abc"), null),
        Sample.usage());
  }
}
