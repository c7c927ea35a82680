package io.finesweep.cli;

import io.finesweep.config.SweepConfiguration;
import io.finesweep.data.ValidationSpec;
import io.finesweep.report.SweepRecord;
import io.finesweep.report.SweepReport;
import io.finesweep.store.FoldPredictions;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.SweepSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** The reports of stored sweeps. */
final class Reports {

  /** Where a sweep's report is, relative to its folder. */
  static final String PATH = SweepFolder.REPORT + "/index.html";

  private Reports() {}

  /** Writes the report of a sweep, in place of the one that may be there; returns where it is. */
  static String write(StoredSweep sweep) {
    byte[] page = SweepReport.html(record(sweep)).getBytes(StandardCharsets.UTF_8);
    sweep.folder().publish(PATH, page);
    return sweep.folder().location(PATH);
  }

  /** What the report of a sweep is made from. */
  static SweepRecord record(StoredSweep sweep) {
    SweepConfiguration configuration = sweep.configuration();
    SweepSpec spec = configuration.spec();
    return new SweepRecord(
        spec.terms(),
        spec.space().parameters(),
        spec.experiment().metrics(),
        share(spec),
        sweep.events(),
        trial -> FoldPredictions.of(sweep.folder(), sweep.events(), trial),
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
    return "finesweep run "
        + sweep.folder().location(SweepFolder.CONF)
        + " --set sweep.store=ANOTHER-STORE";
  }
}
