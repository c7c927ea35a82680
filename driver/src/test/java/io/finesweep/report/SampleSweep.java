package io.finesweep.report;

import io.finesweep.analysis.Interval;
import io.finesweep.data.Column;
import io.finesweep.data.Dataset;
import io.finesweep.data.DatasetDescription;
import io.finesweep.data.Features;
import io.finesweep.data.MissingValues;
import io.finesweep.data.RowIdentity;
import io.finesweep.data.Scaling;
import io.finesweep.data.Targets;
import io.finesweep.data.Task;
import io.finesweep.data.Treatment;
import io.finesweep.history.Event;
import io.finesweep.history.Histories;
import io.finesweep.history.Recorded;
import io.finesweep.history.Terms;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.space.Parameter;
import io.finesweep.space.SearchSpace;
import io.finesweep.space.Spaces;
import io.finesweep.trial.Blob;
import io.finesweep.trial.Budget;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.EpochScore;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Usage;
import io.finesweep.trial.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A sweep that never ran, of any size: accuracy with its best learning rate at 0.01. */
final class SampleSweep {

  static final List<Parameter> PARAMETERS =
      List.of(
          Spaces.logReal("learning-rate", 1e-5, 1e-1),
          Spaces.real("dropout", 0, 0.5),
          Spaces.logReal("l2", 1e-7, 1e-2),
          Spaces.ordinal("batch-size", 16, 32, 64),
          Spaces.choice("freeze-up-to", "none", "conv1", "conv2"),
          Spaces.choice("optimizer", "adam", "nesterov"),
          Spaces.when(
              "optimizer", "nesterov", Spaces.real("optimizer.nesterov.momentum", 0.5, 0.99)),
          Spaces.whole("warm-up", 0, 9));

  private static final int EPOCHS = 4;

  private final List<Recorded> events = new ArrayList<>();
  private final RandomGenerator random = Seeds.generator(3);
  private final int folds;

  private SampleSweep(int folds) {
    this.folds = folds;
  }

  /** So many trials, every fiftieth failed. */
  static SweepRecord of(int trials, int folds) {
    SampleSweep sweep = new SampleSweep(folds);
    sweep.record(new Event.Opened(1, "ann@desk <1>"));
    SearchSpace space = Spaces.space(PARAMETERS.toArray(Parameter[]::new));
    for (int trial = 0; trial < trials; trial++) {
      sweep.run(trial, space.draw(sweep.random));
    }
    sweep.record(new Event.Closed(Event.Ending.DONE, "nothing left"));
    return sweep.toRecord("digits", "done");
  }

  /** So many trials, whose winner was trained on all rows and explained on pictures. */
  static SweepRecord explained(int trials) {
    SweepRecord plain = of(trials, 3);
    double[][] drops = new double[8][8];
    drops[2][3] = 0.4;
    drops[5][5] = -0.2;
    Explanation explanation =
        new Explanation(
            "accuracy",
            90,
            List.of(),
            List.of(
                new Explanation.Occluded(1084, "b & c", "d", 0.92, 1, drops),
                new Explanation.Occluded(1001, "b & c", "b & c", 0.5, 1, drops)));
    return refitted(plain, explanation, pictures());
  }

  /** So many trials, whose winner was trained on all rows and explained on a table. */
  static SweepRecord explainedTable(int trials) {
    int rows = 1100;
    double[] a = new double[rows];
    Arrays.setAll(a, row -> row / 8.0);
    Features table =
        new Features.Table(
            List.of(
                new Column.Numbers("b", new double[rows]),
                new Column.Numbers("a", a),
                new Column.Texts("c", new int[rows], List.of("<x>"))),
            rows,
            List.of());
    Explanation explanation =
        new Explanation(
            "accuracy",
            90,
            List.of(
                new Explanation.Input("a", 0.3, 0.02, 5),
                new Explanation.Input("c", 0.1, 0.01, 5),
                new Explanation.Input("b", -0.001, 0.004, 5)),
            List.of());
    return refitted(of(trials, 3), explanation, table);
  }

  private static SweepRecord refitted(
      SweepRecord plain, Explanation explanation, Features features) {
    SweepRecord done =
        with(
            plain,
            new Event.Refitted(
                0, new TreeMap<>(Map.of("accuracy", 0.9)), new Blob("model", 1, "ab"), 1));
    Dataset data =
        new Dataset(
            features,
            new Targets.Classes(new int[features.size()], List.of("<a>", "b & c", "d")),
            new RowIdentity(new long[features.size()], null, null),
            new Treatment(
                Task.AUTO,
                List.of(),
                MissingValues.IMPUTE,
                new Scaling.Unscaled(),
                false,
                Map.of()),
            0,
            new DatasetDescription(
                features.size(),
                0,
                new DatasetDescription.Dropped(0, 0, 0),
                List.of(),
                new DatasetDescription.Classes(Map.of("<a>", features.size()))),
            "cd".repeat(32));
    SweepRecord.Evidence evidence =
        new SweepRecord.Evidence(
            plain.evidence().predictions(),
            trial -> Optional.of(explanation),
            () -> Optional.of(data),
            List::of);
    return new SweepRecord(
        plain.terms(),
        plain.parameters(),
        plain.metrics(),
        plain.share(),
        done.events(),
        evidence,
        plain.origin());
  }

  /** Rings of 8 × 8 pixels. */
  private static Features pictures() {
    byte[] pixels = new byte[1100 * 64];
    for (int at = 0; at < pixels.length; at++) {
      double distance = Math.hypot(at / 8 % 8 - 3.5, at % 8 - 3.5 + at / 64 % 3 - 1);
      pixels[at] = (byte) Math.max(0, 255 - 90 * Math.abs(distance - 2.5));
    }
    return new Features.Pixels(pixels, List.of(1, 8, 8));
  }

  /** So many trials by accuracy and log loss; most climbed only to the first rungs. */
  static SweepRecord climbing(int trials) {
    SampleSweep sweep = new SampleSweep(3);
    sweep.record(new Event.Opened(1, "ann@desk"));
    SearchSpace space = Spaces.space(PARAMETERS.toArray(Parameter[]::new));
    for (int trial = 0; trial < trials; trial++) {
      Configuration point = space.draw(sweep.random);
      sweep.record(new Event.Started(trial, point, sweep.events.size()));
      int top = trial % 3 == 0 ? EPOCHS : trial % 3 == 1 ? 2 : 1;
      for (int epochs = 1, attempt = 0; epochs <= top; epochs *= 2, attempt++) {
        for (int fold = 0; fold < sweep.folds; fold++) {
          RunId run = new RunId(trial, fold, epochs);
          sweep.record(new Event.Assigned(run, attempt, sweep.events.size()));
          double value = sweep.quality(point) * (1 - Math.exp(-epochs)) - 0.01 * fold;
          double noisy = value + 0.01 * sweep.random.nextGaussian();
          double loss = 1 - value + 0.1 * sweep.random.nextDouble();
          sweep.record(new Event.Finished(run, attempt, scored(noisy, loss, epochs)));
        }
      }
    }
    return sweep.toRecord(
        "digits",
        "open",
        List.of(
            new Objective("accuracy", Goal.MAXIMIZE), new Objective("log-loss", Goal.MINIMIZE)));
  }

  /** The same sweep after one more event. */
  static SweepRecord with(SweepRecord plain, Event event) {
    List<Recorded> events = new ArrayList<>(plain.events());
    int number = events.size() + 1;
    events.add(new Recorded(number, 1_700_000_000_000L + number * 40L, number * 40L, event));
    return new SweepRecord(
        plain.terms(),
        plain.parameters(),
        plain.metrics(),
        plain.share(),
        events,
        plain.evidence(),
        plain.origin());
  }

  /**
   * Three trials that nobody can tell apart, the first a little better and larger than the second.
   */
  static SweepRecord level(List<String> metrics) {
    SampleSweep sweep = new SampleSweep(3);
    SearchSpace space = Spaces.space(PARAMETERS.toArray(Parameter[]::new));
    double[][] values = {{0.9, 0.7, 0.82}, {0.7, 0.9, 0.8}, {0.8, 0.8, 0.78}};
    for (int trial = 0; trial < values.length; trial++) {
      sweep.record(new Event.Started(trial, space.draw(sweep.random), sweep.events.size()));
      for (int fold = 0; fold < 3; fold++) {
        RunId run = new RunId(trial, fold, EPOCHS);
        sweep.record(new Event.Assigned(run, 0, sweep.events.size()));
        TreeMap<String, Double> found = new TreeMap<>(Map.of("accuracy", values[trial][fold]));
        found.put("parameters", trial == 1 ? 100.0 : 5000.0);
        sweep.record(
            new Event.Finished(
                run,
                0,
                new FoldResult.Scored(
                    List.of(),
                    found,
                    FoldResult.Artifacts.NONE,
                    new Usage("node-1", "1", "cpu", 0, 35, 30))));
      }
    }
    SweepRecord all = sweep.toRecord("level", "done");
    return new SweepRecord(
        all.terms(),
        all.parameters(),
        metrics,
        all.share(),
        all.events(),
        all.evidence(),
        all.origin());
  }

  /** A sweep of these events. */
  static SweepRecord of(List<Event> events, String name) {
    SampleSweep sweep = new SampleSweep(2);
    events.forEach(sweep::record);
    return sweep.toRecord(name, "open");
  }

  private SweepRecord toRecord(String name, String status) {
    return toRecord(name, status, List.of(new Objective("accuracy", Goal.MAXIMIZE)));
  }

  private SweepRecord toRecord(String name, String status, List<Objective> objectives) {
    SweepRecord.Evidence evidence =
        new SweepRecord.Evidence(
            trial -> List.of(predictions()),
            trial -> Optional.empty(),
            Optional::empty,
            SampleSweep::evaluations);
    return new SweepRecord(
        new Terms(objectives, new Budget(folds, EPOCHS)),
        PARAMETERS,
        List.of("accuracy", "log-loss"),
        folds == 1 ? 0.25 : 1.0 / (folds - 1),
        events,
        evidence,
        new SweepRecord.Origin(
            name,
            "/store/" + name,
            status,
            "sampler random, schedule full, seed 3",
            "sweep { name = " + name + " }",
            "finesweep run /store/" + name + "/sweep.conf --set sweep.store=ANOTHER-STORE"));
  }

  /** Two models on rows of the same data. */
  private static List<Beside.Entry> evaluations() {
    return List.of(evaluation("base model", 0.6), evaluation("digits, trial 3", 0.9));
  }

  private static Beside.Entry evaluation(String model, double accuracy) {
    return new Beside.Entry(
        1_700_000_000_000L,
        model,
        model,
        "/data/new rows.csv",
        "ab",
        500,
        List.of(
            new Beside.Value(
                "accuracy",
                true,
                true,
                accuracy,
                new Interval(accuracy - 0.03, accuracy + 0.03),
                new double[] {accuracy - 0.01, accuracy, accuracy + 0.01}),
            new Beside.Value("log-loss", false, false, 1 - accuracy, null, new double[0])));
  }

  /** Of three classes, every seventh row wrong; the names are what a page must escape. */
  private static PredictionsFile predictions() {
    int size = 90;
    int[] rows = new int[size];
    int[] truth = new int[size];
    double[][] probabilities = new double[size][];
    for (int row = 0; row < size; row++) {
      rows[row] = 1000 + row;
      truth[row] = row % 3;
      double sure = 0.5 + 0.005 * row;
      double[] given = {(1 - sure) / 2, (1 - sure) / 2, (1 - sure) / 2};
      given[row % 7 == 0 ? (row + 1) % 3 : row % 3] = sure;
      probabilities[row] = given;
    }
    return new PredictionsFile(
        rows, new Predictions.Classes(truth, probabilities, List.of("<a>", "b & c", "d")));
  }

  private void record(Event event) {
    int number = events.size() + 1;
    events.add(new Recorded(number, 1_700_000_000_000L + number * 40L, number * 40L, event));
  }

  private double quality(Configuration point) {
    double rate = ((Value.Real) point.value("learning-rate").orElseThrow()).number();
    return 0.95 - 0.05 * Math.pow(Math.log10(rate) + 2, 2);
  }

  private void run(int trial, Configuration point) {
    record(new Event.Started(trial, point, events.size()));
    double quality = quality(point);
    for (int fold = 0; fold < folds; fold++) {
      RunId run = new RunId(trial, fold, EPOCHS);
      record(new Event.Assigned(run, 0, events.size()));
      boolean fails = trial % 50 == 49 && fold == 0;
      FoldResult result =
          fails
              ? Histories.failed("There was not enough memory for <batch-size>.")
              : scored(quality - 0.01 * fold + 0.01 * random.nextGaussian());
      record(new Event.Finished(run, 0, result));
    }
  }

  static FoldResult scored(double accuracy) {
    return scored(accuracy, 1 - accuracy, EPOCHS);
  }

  private static FoldResult scored(double accuracy, double loss, int last) {
    List<EpochScore> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= last; epoch++) {
      double seen = accuracy * (1 - Math.exp(-epoch));
      epochs.add(new EpochScore(epoch, 1.0 / epoch, new TreeMap<>(Map.of("accuracy", seen)), 10));
    }
    return new FoldResult.Scored(
        epochs,
        new TreeMap<>(Map.of("accuracy", accuracy, "log-loss", loss)),
        FoldResult.Artifacts.NONE,
        new Usage("node-1", "1", "cpu, 1 thread", 0, 35, 30));
  }
}
