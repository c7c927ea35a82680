package io.finesweep.cli;

import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Explanations;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.sweep.SweepSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what a model's answers rest on, once. */
final class Explainer {

  private final SweepSpec spec;
  private final SweepFolder folder;

  Explainer(SweepSpec spec, SweepFolder folder) {
    this.spec = spec;
    this.folder = folder;
  }

  /** Explains the model of a trial, on rows of the test set, where that was not done before. */
  void explain(int trial) {
    Optional<Metric> metric = metric();
    if (metric.isEmpty() || Explanations.exists(folder, trial)) {
      return;
    }
    try (InputStream in = folder.open(Models.path(trial))) {
      Explanation explanation =
          new FoldRunner(HadoopSettings.here(), "driver")
              .explain(FinalModel.read(in), spec.experiment(), spec.seeds(), metric.get());
      Explanations.publish(folder, trial, explanation);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "What the model of trial " + trial + " rests on cannot be told: " + e.getMessage(), e);
    }
  }

  /** The first objective, else the first metric, that can be told from predictions. */
  private Optional<Metric> metric() {
    return Stream.concat(
            spec.terms().objectives().stream().map(o -> o.metric()),
            spec.experiment().metrics().stream())
        .flatMap(name -> Metrics.named(name).stream())
        .findFirst();
  }
}
