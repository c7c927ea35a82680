package io.finesweep.cli;

import io.finesweep.analysis.Ranking;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Event;
import io.finesweep.history.History;
import io.finesweep.history.Winner;
import io.finesweep.metric.Objective;
import io.finesweep.report.Words;
import io.finesweep.store.SweepFolder;
import io.finesweep.sweep.SweepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what a sweep came to. */
final class ResultText {

  private final SweepFolder folder;
  private final SweepSpec spec;

  ResultText(SweepFolder folder, SweepSpec spec) {
    this.folder = folder;
    this.spec = spec;
  }

  /** The ranking's first trials, the winner's score on the test set, and where everything is. */
  String of(History history, Ranking ranking, int shown) {
    List<String> lines = new ArrayList<>();
    List<Standing> first = ranking.standings().stream().limit(shown).toList();
    List<String> objectives = history.terms().objectives().stream().map(Objective::metric).toList();
    if (first.isEmpty()) {
      lines.add("No trial was started.");
    } else {
      lines.add(new RankingText(objectives).table(first));
      int more = ranking.standings().size() - first.size();
      if (more > 0) {
        lines.add("… and " + more + " more; mean ± standard error over folds");
      }
    }
    ranking
        .hypervolume()
        .ifPresent(volume -> lines.add("hypervolume of front 1: " + Words.number(volume)));
    failures(ranking, lines);
    ranking.winner().ifPresent(leader -> fewFolds(leader, history, lines));
    if (!first.isEmpty() && ranking.winner().isEmpty()) {
      lines.add("");
      lines.add("winner     none. " + Winner.whyNone(history));
    }
    history
        .refits()
        .values()
        .forEach(
            refit -> {
              lines.add("");
              lines.add(
                  "winner     trial "
                      + refit.trial()
                      + ", trained on all rows but the test set's"
                      + (refit.slots() > 1 ? ", in " + refit.slots() + " slots at once" : ""));
              product(Product.of(refit), lines);
            });
    history.ensemble().ifPresent(ensemble -> ensemble(ensemble, history, lines));
    lines.add("");
    if (!folder.list("trials").isEmpty()) {
      lines.add(
          "tables     " + folder.location("") + "/{trials,folds,epochs,predictions}/*.parquet");
    }
    if (folder.exists(SweepFolder.RANKING)) {
      lines.add("ranking    " + folder.location(SweepFolder.RANKING));
    }
    if (folder.exists(Reports.PATH)) {
      lines.add("report     " + folder.location(Reports.PATH));
    }
    return String.join("\n", lines);
  }

  private static void fewFolds(Standing leader, History history, List<String> lines) {
    int all = history.terms().full().folds();
    int measured = leader.reached() == null ? 0 : leader.reached().folds();
    if (measured > 0 && measured < all) {
      lines.add(
          "Trial "
              + leader.number()
              + " leads on "
              + measured
              + " of "
              + all
              + " folds: no trial has all of them, so that another may well be better.");
    }
  }

  private static void failures(Ranking ranking, List<String> lines) {
    for (Standing standing : ranking.standings()) {
      if (!standing.reason().isEmpty()) {
        lines.add("trial " + standing.number() + ": " + Words.brief(standing.reason()));
      }
    }
  }

  private void ensemble(Event.Ensembled ensemble, History history, List<String> lines) {
    Product product = Product.of(ensemble);
    lines.add("");
    lines.add(
        "ensemble   trials "
            + product.trials().stream()
                .map(trial -> trial + " × " + ensemble.votes().get(trial))
                .collect(Collectors.joining(", ")));
    lines.add("           " + Words.gain(ensemble, history.terms().objectives().get(0)));
    product(product, lines);
  }

  private void product(Product product, List<String> lines) {
    List<String> scores = new ArrayList<>();
    for (String name : spec.experiment().metrics()) {
      Double value = product.test().get(name);
      if (value != null) {
        scores.add(name + " " + Words.number(value));
      }
    }
    if (!scores.isEmpty()) {
      lines.add("test set   " + String.join(", ", scores));
    }
    lines.add("model      " + folder.location(product.path()));
    String card = Cards.path(product.path(), "html");
    if (folder.exists(card)) {
      lines.add("model card " + folder.location(card));
    }
  }
}
