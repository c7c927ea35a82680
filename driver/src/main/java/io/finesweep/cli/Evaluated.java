package io.finesweep.cli;

import io.finesweep.analysis.Interval;
import io.finesweep.report.Beside;
import io.finesweep.spark.HadoopSettings;
import io.finesweep.store.Evaluation;
import io.finesweep.store.Evaluations;
import io.finesweep.store.Stores;
import io.finesweep.store.SweepFolder;
import java.util.List;
import java.util.Locale;

/** Hands the evaluations of a store to the pages. */
final class Evaluated {

  private Evaluated() {}

  /** All evaluations in the store at this folder. */
  static List<Beside.Entry> in(SweepFolder store) {
    return Evaluations.in(store).all().stream().map(Evaluated::entry).toList();
  }

  /** Those in the store of a sweep that stand beside it. */
  static List<Beside.Entry> beside(SweepFolder sweep) {
    return Evaluations.in(Stores.of(sweep, HadoopSettings.here())).beside(sweep.name()).stream()
        .map(Evaluated::entry)
        .toList();
  }

  private static Beside.Entry entry(Evaluation evaluation) {
    Evaluation.Subject subject = evaluation.subject();
    return new Beside.Entry(
        evaluation.at(),
        name(subject),
        subject.kind() + " " + subject.sha256(),
        evaluation.rows().location(),
        evaluation.rows().sha256(),
        evaluation.rows().count(),
        evaluation.figures().stream().map(Evaluated::value).toList());
  }

  private static String name(Evaluation.Subject subject) {
    String kind = subject.kind().name().toLowerCase(Locale.ROOT);
    return switch (subject.kind()) {
      case BASE -> "base model " + subject.location();
      case TRIAL ->
          (subject.sweep() + ", trial " + subject.trial()).replace("trial null", "a refit");
      case ENSEMBLE -> subject.sweep() + ", ensemble";
      case PUBLISHED -> kind + ": " + subject.location();
    };
  }

  private static Beside.Value value(Evaluation.Figure figure) {
    Double low = figure.low();
    Double high = figure.high();
    return new Beside.Value(
        figure.metric(),
        figure.goal().equals("maximize"),
        figure.isObjective(),
        figure.value(),
        low == null || high == null ? null : new Interval(low, high),
        figure.resampled());
  }
}
