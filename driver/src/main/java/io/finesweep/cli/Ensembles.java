package io.finesweep.cli;

import io.finesweep.analysis.Candidate;
import io.finesweep.analysis.Ensemble;
import io.finesweep.analysis.Ranking;
import io.finesweep.config.Ensembling;
import io.finesweep.fold.FinalModel;
import io.finesweep.fold.FoldRunner;
import io.finesweep.fold.RefitResult;
import io.finesweep.fold.RefitTask;
import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.history.Trial;
import io.finesweep.metric.Cost;
import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Objective;
import io.finesweep.metric.Predictions;
import io.finesweep.report.Words;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.spark.SparkRefits;
import io.finesweep.store.Blobs;
import io.finesweep.store.FoldPredictions;
import io.finesweep.store.Journal;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.StoreUnavailable;
import io.finesweep.sweep.Sweep;
import io.finesweep.sweep.SweepSpec;
import io.finesweep.trial.Blob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes an ensemble of a sweep's best trials, where it is shown to be better than the best one. */
final class Ensembles {

  /** What may lie in memory of all candidates' predictions: probabilities or numbers. */
  private static final long MOST_VALUES = 40_000_000;

  private final Ensembling ensembling;
  private final SweepSpec spec;
  private final SweepFolder folder;

  Ensembles(Ensembling ensembling, SweepSpec spec, SweepFolder folder) {
    this.ensembling = ensembling;
    this.spec = spec;
    this.folder = folder;
  }

  /**
   * Chooses an ensemble, trains its members on all rows and saves them as one model.
   *
   * @return why there is none, for people; empty where there is one, or none is asked for
   */
  String make(Sweep sweep, SparkRefits refits) throws InterruptedException {
    if (ensembling.members() == 0) {
      return "";
    }
    Objective objective = spec.terms().objectives().get(0);
    Optional<Metric> metric = Metrics.named(objective.metric());
    if (metric.isEmpty() || metric.get() instanceof Cost) {
      return "none: " + objective.metric() + " cannot be told from predictions";
    }
    List<Candidate> candidates = candidates(sweep);
    if (spec.terms().full().folds() < Ensemble.FEWEST_FOLDS) {
      return "none: with fewer than "
          + Ensemble.FEWEST_FOLDS
          + " folds it cannot be shown to be better than the winner";
    } else if (candidates.size() < 2) {
      return "none: fewer than two trials have predictions of all folds";
    }
    Ensemble ensemble =
        Ensemble.of(
            candidates, objective, new Ensemble.Size(ensembling.members(), ensembling.steps()));
    if (!ensemble.isWorthIt()) {
      return "none: " + Words.gain(ensemble.gain(), ensemble.error(), objective);
    } else if (isMade(sweep, ensemble)) {
      return "";
    }
    return made(sweep, refits, ensemble);
  }

  private static boolean isMade(Sweep sweep, Ensemble ensemble) {
    return sweep.history().ensemble().filter(e -> e.votes().equals(ensemble.votes())).isPresent();
  }

  private List<Candidate> candidates(Sweep sweep) {
    List<Recorded> events = new ArrayList<>();
    Journal.of(folder).events().forEach(events::add);
    List<Integer> best =
        Ranking.of(sweep.history(), events).standings().stream()
            .filter(s -> s.status() == Trial.Status.COMPLETE && s.reason().isEmpty())
            .limit(ensembling.candidates())
            .map(s -> s.number())
            .toList();
    List<Candidate> candidates = new ArrayList<>();
    long values = 0;
    for (int trial : best) {
      Candidate candidate = new Candidate(trial, FoldPredictions.of(folder, events, trial));
      values += values(candidate);
      boolean whole = candidate.folds().size() == spec.terms().full().folds();
      if (whole && (candidates.isEmpty() || candidate.matches(candidates.get(0)))) {
        candidates.add(candidate);
      }
      if (values > MOST_VALUES) {
        break;
      }
    }
    return candidates;
  }

  private static long values(Candidate candidate) {
    return candidate.folds().stream()
        .mapToLong(file -> (long) file.predictions().size() * width(file.predictions()))
        .sum();
  }

  private static int width(Predictions predictions) {
    return predictions instanceof Predictions.Classes classes
        ? classes.classes().size()
        : ((Predictions.Numbers) predictions).outputs().size();
  }

  private String made(Sweep sweep, SparkRefits refits, Ensemble ensemble)
      throws InterruptedException {
    List<Integer> trials = Ensemble.members(ensemble.votes());
    SortedMap<Integer, Blob> models = new TreeMap<>();
    sweep.history().refits().forEach((trial, refit) -> models.put(trial, refit.model()));
    List<Integer> missing = trials.stream().filter(trial -> !models.containsKey(trial)).toList();
    List<RefitTask> tasks =
        missing.stream().map(trial -> RefitTasks.of(sweep, spec, trial)).toList();
    List<RefitResult> results = refits.run(tasks);
    for (int i = 0; i < results.size(); i++) {
      if (!(results.get(i) instanceof RefitResult.Refitted refitted)) {
        return "none: a member could not be trained on all rows";
      }
      models.put(missing.get(i), refitted.model());
    }
    try {
      List<FinalModel> members = new ArrayList<>();
      for (int trial : trials) {
        members.add(read(Objects.requireNonNull(models.get(trial))));
      }
      List<Integer> votes = trials.stream().map(trial -> ensemble.votes().get(trial)).toList();
      FinalModel model = FinalModel.together(members, votes);
      sweep.ensembled(
          new Event.Ensembled(
              ensemble.votes(), ensemble.gain(), ensemble.error(), tested(model), saved(model)));
      return "";
    } catch (IOException e) {
      throw new StoreUnavailable("The ensemble cannot be saved: " + e.getMessage(), e);
    }
  }

  private FinalModel read(Blob blob) throws IOException {
    return FinalModel.read(new ByteArrayInputStream(Blobs.read(folder, blob)));
  }

  private Blob saved(FinalModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(bytes);
    folder.publish(Models.ENSEMBLE, bytes.toByteArray());
    return Blob.of(Models.ENSEMBLE, bytes.toByteArray());
  }

  private SortedMap<String, Double> tested(FinalModel model) throws IOException {
    Predictions predictions =
        new FoldRunner(HadoopSettings.here(), "driver")
            .predictTest(model, spec.experiment(), spec.seeds());
    List<Metric> metrics =
        spec.experiment().metrics().stream().flatMap(n -> Metrics.named(n).stream()).toList();
    return predictions.size() == 0
        ? new TreeMap<String, Double>()
        : Metrics.of(predictions, metrics);
  }
}
