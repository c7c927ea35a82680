package io.finesweep.report;

import io.finesweep.analysis.Comparison;
import io.finesweep.analysis.Edges;
import io.finesweep.analysis.Ensemble;
import io.finesweep.analysis.Importance;
import io.finesweep.analysis.Interval;
import io.finesweep.analysis.Leaders;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Estimate;
import io.finesweep.history.Event;
import io.finesweep.history.Winner;
import io.finesweep.metric.Cost;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a sweep came to, in sentences. */
final class Summary {

  private static final double REAL = 0.05;
  private static final int BEST = 10;
  private static final int GAPS = 2;

  private final Findings findings;

  Summary(Findings findings) {
    this.findings = findings;
  }

  /** What won, whether its lead is real, and what mattered. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (findings.sound().isEmpty()) {
      sentences.add(Winner.whyNone(findings.history()));
    } else {
      winner(sentences);
      findings.leaders().ifPresent(leaders -> lead(leaders, sentences));
      findings.refit().ifPresent(refit -> test(refit, sentences));
      findings.history().ensemble().ifPresent(ensemble -> together(ensemble, sentences));
      findings.importance().ifPresent(importance -> mattered(importance, sentences));
    }
    failures(sentences);
    work(sentences);
    return sentences;
  }

  private void winner(List<String> sentences) {
    Standing first = findings.sound().get(0);
    String metric = findings.objective().metric();
    Estimate estimate = first.metric(metric).orElseThrow();
    StringBuilder text = new StringBuilder();
    text.append("Trial ").append(first.number()).append(" leads: ").append(metric).append(' ');
    text.append(Words.number(estimate.mean()));
    Optional<Interval> interval = Interval.of(estimate, Metrics.span(metric));
    interval.ifPresent(i -> text.append(" (95% interval ").append(text(i)).append(")"));
    if (first.reached() != null) {
      text.append(", the mean of ").append(Words.budget(first.reached()));
    }
    text.append(", the best of ")
        .append(Words.count(findings.ranking().standings().size(), "trial"))
        .append('.');
    sentences.add(text.toString());
  }

  private static String text(Interval interval) {
    return Words.number(interval.low()) + " to " + Words.number(interval.high());
  }

  private void lead(Leaders leaders, List<String> sentences) {
    if (leaders.all().size() < 2) {
      return;
    }
    Leaders.Leader second = leaders.all().get(1);
    int other = second.standing().number();
    if (second.behind().isEmpty()) {
      sentences.add(
          Words.sentence(
              "Whether its lead over trial %d is real cannot be told from these folds.", other));
    } else {
      Comparison behind = second.behind().get();
      if (Math.abs(behind.difference()) < 1e-12 * Math.abs(mean(leaders.all().get(0)))) {
        sentences.add(Words.sentence("Trial %d is level with it on average.", other));
        return;
      }
      String gap = Words.number(Math.abs(behind.difference()));
      sentences.add(
          behind.probability() < REAL
              ? Words.sentence(
                  "Its lead of %s over trial %d is real (p = %s).", gap, other, probability(behind))
              : Words.sentence(
                  "Its lead of %s over trial %d may be chance (p = %s).",
                  gap, other, probability(behind)));
    }
    double best = leaders.all().get(0).probability();
    if (!Double.isNaN(best)) {
      sentences.add(
          Words.sentence(
              "It is the best of the %d leaders with a probability of %s.",
              leaders.all().size(), Words.percent(best)));
    }
    if (leaders.optimism() > 0) {
      sentences.add(
          Words.sentence(
              "As it was chosen for its mean, expect about %s %s on new rows.",
              Words.number(leaders.optimism()), worse()));
    }
  }

  private static double mean(Leaders.Leader leader) {
    return Arrays.stream(leader.folds()).filter(v -> !Double.isNaN(v)).average().orElse(0);
  }

  private String worse() {
    return findings.objective().goal() == Goal.MAXIMIZE ? "less" : "more";
  }

  static String probability(Comparison comparison) {
    return comparison.probability() < 0.001
        ? "< 0.001"
        : String.format(Locale.ROOT, "%.3f", comparison.probability());
  }

  private void test(Event.Refitted refit, List<String> sentences) {
    Double value = refit.test().get(findings.objective().metric());
    if (value == null) {
      sentences.add(
          Words.sentence("Trial %d was trained on all rows; that is the model.", refit.trial()));
    } else {
      sentences.add(
          Words.sentence(
              "Trial %d, trained on all other rows, reached %s %s on the test set, which no trial"
                  + " saw.",
              refit.trial(), findings.objective().metric(), Words.number(value)));
    }
  }

  private void together(Event.Ensembled ensemble, List<String> sentences) {
    String metric = findings.objective().metric();
    Double value = ensemble.test().get(metric);
    sentences.add(
        Words.sentence(
            "Trials %s together, as an ensemble, are better than the best of them: %s%s.",
            Words.list(Ensemble.members(ensemble.votes())),
            Words.gain(ensemble, findings.objective()),
            value == null ? "" : "; on the test set they reached " + Words.number(value)));
  }

  private static void mattered(Importance importance, List<String> sentences) {
    List<Importance.Share> above =
        importance.parameters().stream().filter(s -> s.share() > s.chance()).toList();
    if (above.isEmpty()) {
      sentences.add("No parameter stands out from chance in what the best trials share.");
      return;
    }
    String text = above.get(0).path() + " (" + Words.percent(above.get(0).share()) + ")";
    if (above.size() > 1) {
      text += ", then " + above.get(1).path() + " (" + Words.percent(above.get(1).share()) + ")";
    }
    sentences.add("What mattered most for being among the best: " + text + ".");
  }

  private void failures(List<String> sentences) {
    int broken = findings.broken().size();
    boolean bounded = !findings.history().terms().bounds().isEmpty();
    if (broken > 0) {
      sentences.add(
          Words.count(broken, "trial")
              + (bounded ? " failed, diverged or broke a bound" : " failed or diverged")
              + "; the reasons stand below.");
    }
  }

  private void work(List<String> sentences) {
    long elapsed = findings.history().totals().elapsed();
    int most = findings.occupancy().most();
    if (most > 0) {
      sentences.add(
          Words.sentence(
              "It took %s of work, with up to %s at once (%s on average).",
              Words.duration(elapsed),
              Words.count(most, "run"),
              String.format(Locale.ROOT, "%.1f", findings.occupancy().mean())));
    }
  }

  /**
   * What can be done where the leaders are level: take the one that costs least, if that is known.
   */
  private String level(Leaders leaders) {
    List<String> costs =
        findings.sweep().metrics().stream()
            .filter(name -> Metrics.named(name).filter(Cost.class::isInstance).isPresent())
            .toList();
    String level =
        "The leaders are hard to tell apart. Maybe measure with more folds, or with"
            + " validation.repeats";
    if (costs.isEmpty()) {
      return level
          + "; or add a cost to sweep.metrics, such as prediction-ms, to see which of them is cheap.";
    }
    String cost = costs.get(0);
    Leaders.Leader first = leaders.all().get(0);
    return leaders.all().stream()
        .filter(l -> l.equals(first) || l.behind().filter(b -> b.probability() >= REAL).isPresent())
        .filter(l -> l.standing().metric(cost).isPresent())
        .min(Comparator.comparingDouble(l -> cost(l, cost)))
        .filter(l -> !l.equals(first) && cost(l, cost) < cost(first, cost))
        .map(
            l ->
                Words.sentence(
                    "Trial %d is not shown to be worse than the first and costs less: %s %s instead"
                        + " of %s. Maybe take it.",
                    l.standing().number(),
                    cost,
                    Words.number(cost(l, cost)),
                    Words.number(cost(first, cost))))
        .orElse(level + ".");
  }

  private static double cost(Leaders.Leader leader, String cost) {
    return leader.standing().metric(cost).map(Estimate::mean).orElse(Double.POSITIVE_INFINITY);
  }

  /** What to try next. */
  List<String> hints() {
    List<String> hints = new ArrayList<>();
    List<Standing> best = findings.sound().stream().limit(BEST).toList();
    for (Edges.Crowded crowded : Edges.of(best, findings.sweep().parameters())) {
      String end = crowded.end() == Edges.End.LOWER ? "lower" : "upper";
      hints.add(
          Words.sentence(
              "The best values of %s lie at the %s end of its range. Maybe widen it there.",
              crowded.path(), end));
    }
    findings.coverage().gaps().stream()
        .limit(GAPS)
        .forEach(
            gap -> hints.add("No trial had " + EffectsPart.where(gap) + ". Maybe look there."));
    findings
        .leaders()
        .filter(l -> l.all().size() > 1 && l.all().get(0).probability() < 0.5)
        .ifPresent(l -> hints.add(level(l)));
    if (findings.importance().isEmpty() && !findings.sound().isEmpty()) {
      hints.add("With 20 measured trials or more, this page says which parameters mattered.");
    }
    return hints;
  }
}
