package io.finesweep.cli;

import io.finesweep.analysis.Standing;
import io.finesweep.engine.ModelDescription;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.history.Estimate;
import io.finesweep.metric.Objective;
import io.finesweep.spark.SparkApplication;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a sweep's winner is worth: beside plain ways of using the same rows. */
@Command(
    name = "baselines",
    description = {
      "Train the winner of a finished sweep, the same network from scratch, and a default "
          + "head on the frozen base model, each with several seeds, and compare them on the "
          + "test set."
    },
    mixinStandardHelpOptions = true)
final class BaselinesCommand extends StreamedCommand {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  @Option(names = "--seeds", defaultValue = "5", description = "How many seeds each gets.")
  private int seeds;

  BaselinesCommand(Main.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws Exception {
    Plan plan = Plan.of(options.load());
    ModelDescription base = plan.inspection().baseModel();
    if (base == null || plan.inspection().test() == 0) {
      throw new Mistakes.Mistake(
          "Baselines need a base model and a test set.\n"
              + "Maybe set 'fine-tuning.base-model' and 'sweep.validation.test'.");
    }
    SweepSession session = new SweepSession(plan, streams, "");
    Standing winner =
        session
            .storedWinner()
            .orElseThrow(
                () ->
                    new Mistakes.Mistake(
                        "This sweep has no winner yet.\nMaybe run it first: finesweep run "
                            + options.commandLine()));
    Map<String, Settings> ways = new LinkedHashMap<>();
    SweepSpec spec = plan.configuration().spec();
    ways.put("winner, trial " + winner.number(), spec.fineTuning().fill(winner.configuration()));
    ways.put("from scratch, Adam 1e-3", plain(plan, "weights", "random"));
    ways.put("frozen features, default head", plain(plan, "freeze-up-to", lastHidden(base)));
    compare(plan, ways);
    return ExitCode.DONE;
  }

  /** The base model with everything at its default but one key. */
  private static Settings plain(Plan plan, String key, String value) {
    Map<String, Object> asked = Plan.standard(plan.configuration()).tree();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    for (String kept : List.of("base-model", "sha256", "epochs")) {
      if (asked.containsKey(kept)) {
        tree.put(kept, asked.get(kept));
      }
    }
    tree.put("optimizer", "adam");
    tree.put("learning-rate", 1e-3);
    tree.put(key, value);
    return Settings.of(tree);
  }

  /** The last layer before the output. */
  private static String lastHidden(ModelDescription base) {
    List<ModelDescription.Layer> layers = base.layers();
    return layers.get(Math.max(0, layers.size() - 2)).name();
  }

  private void compare(Plan plan, Map<String, Settings> ways) throws InterruptedException {
    SweepSpec spec = plan.configuration().spec();
    List<RefitTask> tasks = new ArrayList<>();
    int way = 0;
    for (Settings settings : ways.values()) {
      way++;
      for (int seed = 0; seed < seeds; seed++) {
        RefitTask.Run run = new RefitTask.Run(-way, seed, spec.terms().full().epochs());
        long attempt = System.currentTimeMillis() / 1000; // each call writes to folders of its own
        tasks.add(new RefitTask(run, (int) attempt, spec.seeds(), spec.experiment(), settings));
      }
    }
    List<RefitResult> results;
    try (SparkApplication spark =
        SparkApplication.start(ClusterText.settings(plan.configuration()), "baselines")) {
      results = spark.refits().run(tasks);
    }
    Objective objective = spec.terms().objectives().get(0);
    int first = 0;
    for (String name : ways.keySet()) {
      print(name, objective, results.subList(first, first + seeds));
      first += seeds;
    }
  }

  private void print(String name, Objective objective, List<RefitResult> results) {
    List<Double> values = new ArrayList<>();
    for (RefitResult result : results) {
      if (result instanceof RefitResult.Refitted refitted) {
        Double value = refitted.metrics().get(objective.metric());
        if (value != null) {
          values.add(value);
        }
      } else if (result instanceof RefitResult.Failed failed) {
        throw new Mistakes.Mistake(name + ": " + failed.failure().reason());
      }
    }
    values.sort(null);
    double median = values.isEmpty() ? Double.NaN : median(values);
    double error = Estimate.of(values).map(Estimate::standardError).orElse(Double.NaN);
    streams
        .out()
        .printf(
            Locale.ROOT,
            "%-32s %s %.4f ± %.4f (median of %d seeds, standard error over them)%n",
            name,
            objective.metric(),
            median,
            error,
            values.size());
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
