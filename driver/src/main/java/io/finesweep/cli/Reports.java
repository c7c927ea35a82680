package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.data.Dataset;
import io.finesweep.data.ValidationSpec;
import io.finesweep.fold.FoldRunner;
import io.finesweep.report.Beside;
import io.finesweep.report.SweepRecord;
import io.finesweep.report.SweepReport;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.DamagedStore;
import io.finesweep.store.Explanations;
import io.finesweep.store.FoldPredictions;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.SweepSpec;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The reports of stored sweeps. */
final class Reports {

  /** Where a sweep's report is, relative to its folder. */
  static final String PATH = SweepFolder.REPORT + "/index.html";

  private static final System.Logger LOG = System.getLogger(Reports.class.getName());

  private Reports() {}

  /** Writes the report of a sweep, in place of the one that may be there; returns where it is. */
  static String write(StoredSweep sweep) {
    return write(sweep, record(sweep, () -> data(sweep)));
  }

  /** The same, without a look at the data: while a sweep runs, there is better to do. */
  static String writeQuickly(StoredSweep sweep) {
    return write(sweep, record(sweep));
  }

  private static String write(StoredSweep sweep, SweepRecord record) {
    byte[] page = SweepReport.html(record).getBytes(StandardCharsets.UTF_8);
    sweep.folder().publish(PATH, page);
    return sweep.folder().location(PATH);
  }

  /** The data set, where it can be read from here. */
  private static Optional<Dataset> data(StoredSweep sweep) {
    if (sweep.isAskTell()) {
      return Optional.empty();
    }
    SweepSpec spec = sweep.configuration().spec();
    try {
      return Optional.of(
          new FoldRunner(HadoopSettings.here(), "driver").data(spec.experiment(), spec.seeds()));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The report shows no rows of the data: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private static List<Beside.Entry> evaluations(StoredSweep sweep) {
    try {
      return Evaluated.beside(sweep.folder());
    } catch (DamagedStore e) {
      LOG.log(Level.WARNING, "The report shows no evaluations: {0}", e.getMessage());
      return List.of();
    }
  }

  /** What the report of a sweep is made from, but for its data. */
  static SweepRecord record(StoredSweep sweep) {
    return record(sweep, Optional::empty);
  }

  private static SweepRecord record(StoredSweep sweep, Supplier<Optional<Dataset>> data) {
    SweepConfiguration configuration = sweep.configuration();
    SweepSpec spec = configuration.spec();
    return new SweepRecord(
        spec.terms(),
        spec.space().parameters(),
        spec.experiment().metrics(),
        share(spec),
        sweep.events(),
        new SweepRecord.Evidence(
            trial -> FoldPredictions.of(sweep.folder(), sweep.events(), trial),
            trial -> Explanations.read(sweep.folder(), trial),
            data,
            () -> evaluations(sweep)),
        new SweepRecord.Origin(
            spec.name(),
            sweep.folder().location(""),
            sweep.status(),
            strategy(sweep),
            configuration.resolved().text(),
            repeat(sweep)));
  }

  /** Rows validated over rows trained on; in order of time, of a fold in the middle. */
  private static double share(SweepSpec spec) {
    ValidationSpec validation =
        ValidationSpec.read(
            spec.experiment().validation().section("sweep.validation", new ArrayList<>()));
    if (validation.folds() == 1) {
      return validation.holdout() / (1 - validation.holdout());
    }
    return validation.partition().order() == ValidationSpec.Order.TIME
        ? 2.0 / (validation.folds() + 1)
        : 1.0 / (validation.folds() - 1);
  }

  private static String strategy(StoredSweep sweep) {
    return "sampler "
        + sweep.configuration().strategy().sampler()
        + ", schedule "
        + sweep.configuration().strategy().schedule()
        + ", seed "
        + sweep.configuration().spec().seeds().sweep();
  }

  private static String repeat(StoredSweep sweep) {
    return (sweep.isAskTell() ? "finesweep ask-tell " : "finesweep run ")
        + sweep.folder().location(SweepFolder.CONF)
        + " --set sweep.store=ANOTHER-STORE";
  }
}
