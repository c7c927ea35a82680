package io.finesweep.sweep;

import io.finesweep.metric.Objective;
import io.finesweep.trial.Blob;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.FoldTask;
import io.finesweep.trial.RunId;
import io.finesweep.trial.Seeds;
import io.finesweep.trial.Usage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scores of trials that nobody trains: a trial is as good as a normal variable says, folds and
 * noise add a fifth of its deviation each, and what is measured early is blurred the more the fewer
 * epochs there were.
 */
final class InventedScores {

  private static final double SMALL = 0.2;

  private final SweepSpec spec;

  InventedScores(SweepSpec spec) {
    this.spec = spec;
  }

  TrialRunner.Report.Finished report(FoldTask task, long milliseconds) {
    RunId run = task.run();
    SortedMap<String, Double> metrics = new TreeMap<>();
    for (Objective objective : spec.terms().objectives()) {
      metrics.put(objective.metric(), score(run, objective.metric()));
    }
    boolean goesOn = run.epochs() < spec.terms().full().epochs();
    FoldResult.Artifacts artifacts =
        goesOn
            ? new FoldResult.Artifacts(new Blob("simulated", 0, ""), null)
            : FoldResult.Artifacts.NONE;
    Usage usage = new Usage("", "", "", 0, milliseconds, milliseconds);
    return new TrialRunner.Report.Finished(
        run, task.attempt(), new FoldResult.Scored(List.of(), metrics, artifacts, usage));
  }

  private double score(RunId run, String metric) {
    Seeds seeds = spec.seeds();
    double seen = (double) run.epochs() / spec.terms().full().epochs();
    return seeds.generator("trial " + metric, run.trial()).nextGaussian()
        + SMALL * seeds.generator("fold " + metric, run.fold()).nextGaussian()
        + SMALL * seeds.generator("noise " + metric, run.trial(), run.fold()).nextGaussian()
        + (1 - seen) * seeds.generator("early " + metric, run.trial(), run.epochs()).nextGaussian();
  }
}
