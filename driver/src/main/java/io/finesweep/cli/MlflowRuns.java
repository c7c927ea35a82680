package io.finesweep.cli;

import io.finesweep.analysis.LearningCurve;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Estimate;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Recorded;
import io.finesweep.history.Trial;
import io.finesweep.trial.Budget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells what a tracking server is to hold of a sweep: a run for each trial and for an ensemble. */
final class MlflowRuns {

  private static final int LONGEST = 5000;

  private final StoredSweep sweep;
  private final History history;
  private final List<String> metrics;
  private final Map<Integer, Times> times = new HashMap<>();
  private final Map<String, Map<Integer, LearningCurve>> curves = new LinkedHashMap<>();

  private MlflowRuns(StoredSweep sweep) {
    this.sweep = sweep;
    this.history = sweep.history();
    this.metrics = sweep.configuration().spec().experiment().metrics();
  }

  /** When a trial was proposed, and when its latest run ended. */
  private record Times(long started, long ended) {}

  /** The runs, the best trial's first. */
  static List<MlflowRun> of(StoredSweep sweep) {
    return new MlflowRuns(sweep).all();
  }

  private List<MlflowRun> all() {
    sweep.events().forEach(this::time);
    List<Integer> numbers = history.trials().stream().map(Trial::number).toList();
    for (String metric : metrics) {
      Map<Integer, LearningCurve> byTrial = new HashMap<>();
      LearningCurve.of(sweep.events(), numbers, metric).forEach(c -> byTrial.put(c.trial(), c));
      curves.put(metric, byTrial);
    }
    return Stream.concat(
            sweep.ranking(history).standings().stream().map(this::trial),
            history.ensemble().map(this::ensemble).stream())
        .toList();
  }

  private void time(Recorded recorded) {
    if (recorded.event() instanceof Event.Started started) {
      times.put(started.trial(), new Times(recorded.at(), 0));
    } else if (recorded.event() instanceof Event.Forked forked) {
      times.put(forked.trial(), new Times(recorded.at(), 0));
    } else if (recorded.event() instanceof Event.Finished finished) {
      times.computeIfPresent(
          finished.run().trial(), (trial, before) -> new Times(before.started(), recorded.at()));
    }
  }

  private MlflowRun trial(Standing standing) {
    int number = standing.number();
    Times when = times.getOrDefault(number, new Times(0, 0));
    SortedMap<String, String> parameters = new TreeMap<>();
    standing
        .configuration()
        .values()
        .forEach((path, value) -> parameters.put(path, cut(String.valueOf(value.plain()))));
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put("finesweep.rank", Integer.toString(standing.rank()));
    tags.put("finesweep.status", standing.status().name().toLowerCase(Locale.ROOT));
    tags.put("finesweep.reason", cut(standing.reason()));
    List<MlflowRun.Metric> values = new ArrayList<>();
    Budget reached = standing.reached();
    curve(number, when.ended(), reached == null ? Integer.MAX_VALUE : reached.epochs(), values);
    if (reached != null) {
      tags.put("finesweep.folds", Integer.toString(reached.folds()));
      tags.put("finesweep.epochs", Integer.toString(reached.epochs()));
      standing.metrics().forEach((name, e) -> estimate(name, e, when, reached, values));
    }
    Event.Refitted refit = history.refits().get(number);
    if (refit != null) {
      test(refit.test(), when.ended(), values);
    }
    return new MlflowRun(
        "trial-" + number,
        status(standing),
        when.started(),
        status(standing).equals("RUNNING") ? 0 : when.ended(),
        parameters,
        tags,
        values,
        refit == null ? List.of() : files(Product.of(refit)));
  }

  private static void estimate(
      String name, Estimate estimate, Times when, Budget reached, List<MlflowRun.Metric> values) {
    add(name, estimate.mean(), when.ended(), reached.epochs(), values);
    if (estimate.count() > 1) {
      add(name + "_se", estimate.standardError(), when.ended(), reached.epochs(), values);
    }
  }

  /** How the trial learned, below the epochs at which it stands in the ranking. */
  private void curve(int trial, long at, int below, List<MlflowRun.Metric> values) {
    boolean first = true;
    for (Map.Entry<String, Map<Integer, LearningCurve>> metric : curves.entrySet()) {
      LearningCurve curve = metric.getValue().get(trial);
      if (curve == null) {
        continue;
      }
      for (LearningCurve.Point point : curve.points()) {
        if (point.epoch() < below) {
          add(metric.getKey(), point.value(), at, point.epoch(), values);
        }
        if (first) {
          add("training_loss", point.loss(), at, point.epoch(), values);
        }
      }
      first = false;
    }
  }

  private static void test(SortedMap<String, Double> test, long at, List<MlflowRun.Metric> values) {
    test.forEach((name, value) -> add("test_" + name, value, at, 0, values));
  }

  private static void add(
      String key, double value, long at, long step, List<MlflowRun.Metric> values) {
    if (Double.isFinite(value)) {
      values.add(new MlflowRun.Metric(key, value, at, step));
    }
  }

  private static String status(Standing standing) {
    return switch (standing.status()) {
      case RUNNING -> "RUNNING";
      case FAILED, DIVERGED -> "FAILED";
      default -> "FINISHED";
    };
  }

  private MlflowRun ensemble(Event.Ensembled ensemble) {
    Product product = Product.of(ensemble);
    long at = sweep.events().get(sweep.events().size() - 1).at();
    for (Recorded recorded : sweep.events()) {
      at = recorded.event().equals(ensemble) ? recorded.at() : at;
    }
    SortedMap<String, String> parameters = new TreeMap<>();
    ensemble.votes().forEach((trial, votes) -> parameters.put("votes.trial-" + trial, "" + votes));
    List<MlflowRun.Metric> values = new ArrayList<>();
    add("gain", ensemble.gain(), at, 0, values);
    add("gain_se", ensemble.error(), at, 0, values);
    test(ensemble.test(), at, values);
    return new MlflowRun(
        "ensemble", "FINISHED", at, at, parameters, new TreeMap<>(), values, files(product));
  }

  /** The model and its card, as far as they are there. */
  private List<String> files(Product product) {
    return Stream.of("zip", "md", "html")
        .map(ending -> Cards.path(product.path(), ending))
        .filter(sweep.folder()::exists)
        .toList();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
