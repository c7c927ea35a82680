package io.finesweep.store;

import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.space.Parameter;
import io.finesweep.trial.Blob;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.Failure;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Usage;
import io.finesweep.trial.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events and folders for tests. */
final class Sample {

  static final SweepConf CONF =
      new SweepConf("sweep { name = digits }", new TreeMap<>(Map.of("sweep.name", "digits")));
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  static final Terms TERMS =
      new Terms(List.of(new Objective("accuracy", Goal.MAXIMIZE)), new Budget(3, 9));
  static final TableSchema SCHEMA =
      new TableSchema(
          TERMS,
          List.of(
              new Parameter.Real(
                  "learning-rate", 1e-5, 1e-1, Parameter.Scale.LOG, null, Parameter.Traits.NONE),
              choice("optimizer", new Value.Text("adam"), new Value.Text("nesterov")),
              new Parameter.Real(
                  "optimizer.nesterov.momentum",
                  0.5,
                  0.99,
                  Parameter.Scale.LINEAR,
                  null,
                  Parameter.Traits.NONE),
              choice("batch-size", new Value.Whole(16), new Value.Whole(32)),
              choice("shuffle", new Value.Flag(true), new Value.Flag(false))),
          List.of("accuracy", "log-loss"));

  private Sample() {}

  private static Parameter.Choice choice(String path, Value... options) {
    return new Parameter.Choice(
        path, List.of(options), Parameter.Order.NOMINAL, Parameter.Traits.NONE);
  }

  static SweepFolder folder(Path folder) {
    return SweepFolder.at(folder.toString(), hadoop());
  }

  static org.apache.hadoop.conf.Configuration hadoop() {
    return new org.apache.hadoop.conf.Configuration(false);
  }

  /** Time that passes only when somebody sleeps. */
  static StoreTiming timing() {
    return new StoreTiming(
        InstantSource.fixed(NOW), pause -> {}, Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  static Configuration configuration(double rate) {
    return Configuration.of(
        Map.of(
            "learning-rate", new Value.Real(rate),
            "optimizer", new Value.Text("adam"),
            "batch-size", new Value.Whole(32),
            "shuffle", new Value.Flag(true)));
  }

  static Usage usage() {
    return new Usage("node-1", "2", "openblas, 1 thread", NOW.toEpochMilli(), 1500, 1200);
  }

  static FoldResult scored(double accuracy) {
    return scored(accuracy, 3, null);
  }

  static FoldResult scored(double accuracy, int epochs, @Nullable Blob predictions) {
    List<EpochScore> scores = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      scores.add(
          new EpochScore(epoch, 1.0 / epoch, new TreeMap<>(Map.of("accuracy", accuracy / 2)), 250));
    }
    return new FoldResult.Scored(
        scores,
        new TreeMap<>(Map.of("accuracy", accuracy, "log-loss", 1 - accuracy)),
        new FoldResult.Artifacts(null, predictions),
        usage());
  }

  static FoldResult failed(String reason) {
    return new FoldResult.Failed(new Failure(reason, ""), usage());
  }

  /** Events with numbers and times. */
  static List<Recorded> recorded(Event... events) {
    List<Recorded> recorded = new ArrayList<>();
    for (Event event : events) {
      int number = recorded.size() + 1;
      recorded.add(new Recorded(number, NOW.toEpochMilli() + number * 1000L, number, event));
    }
    return recorded;
  }

  /** A sweep of {@code trials} trials with three folds each, all scored. */
  static List<Recorded> sweep(int trials) {
    List<Event> events = new ArrayList<>();
    events.add(new Event.Opened(1, "me"));
    for (int trial = 0; trial < trials; trial++) {
      events.add(new Event.Started(trial, configuration(1e-3 + trial * 1e-6), events.size()));
      for (int fold = 0; fold < 3; fold++) {
        RunId run = new RunId(trial, fold, 9);
        events.add(new Event.Assigned(run, 0, events.size()));
        events.add(new Event.Finished(run, 0, scored(0.5 + fold * 0.1)));
      }
    }
    return recorded(events.toArray(Event[]::new));
  }
}
