package io.finesweep.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.finesweep.analysis.Interval;
import io.finesweep.analysis.Performance;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Estimate;
import io.finesweep.history.Event;
import io.finesweep.metric.Explanation;
import io.finesweep.report.Card.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What whoever uses a model must know of it (Mitchell et al., Model cards for model reporting,
 * 2019), written from what the sweep recorded.
 */
public final class ModelCard {

  private static final int FEW = 30;
  private static final int INPUTS = 12;

  private final Findings findings;
  private final Event.Refitted refit;
  private final Subject subject;

  private ModelCard(Findings findings, Event.Refitted refit, Subject subject) {
    this.findings = findings;
    this.refit = refit;
    this.subject = subject;
  }

  /**
   * What the configuration and the data say of the model.
   *
   * @param purpose a sentence
   * @param file the model's
   * @param data facts, by name
   * @param settings it was trained with, by key
   * @param testRows how many rows were kept from all trials
   */
  public record Subject(
      String purpose,
      String file,
      Map<String, String> data,
      Map<String, String> settings,
      int testRows) {}

  /**
   * A card in both forms.
   *
   * @param markdown for repositories
   * @param html for browsers
   */
  public record Texts(String markdown, String html) {}

  /** The card of the model that came out of a trial. */
  public static Texts of(SweepRecord sweep, Event.Refitted refit, Subject subject) {
    Card card = new ModelCard(Findings.of(sweep), refit, subject).card();
    StringOutput output = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render("card.jte", Map.of("card", card, "style", Assets.sharedStyle()), output);
    return new Texts(card.markdown(), output.toString());
  }

  private Card card() {
    List<Section> sections = new ArrayList<>();
    sections.add(text("Purpose", List.of(subject.purpose())));
    sections.add(model());
    sections.add(facts("Data", subject.data()));
    sections.add(results());
    classes().ifPresent(sections::add);
    explained().ifPresent(sections::add);
    sections.add(text("Known limits", limits()));
    sections.add(facts("Trained with", subject.settings()));
    sections.add(environment());
    String repeat = findings.sweep().origin().repeat();
    sections.add(new Section("How to repeat it", List.of(), List.of(), repeat));
    String name = findings.sweep().origin().name();
    return new Card("Model of trial " + refit.trial() + ", sweep " + name, sections);
  }

  private static Section text(String heading, List<String> paragraphs) {
    return new Section(heading, paragraphs, List.of(), "");
  }

  private static Section facts(String heading, Map<String, String> facts) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("what", "value"));
    facts.forEach((name, value) -> table.add(List.of(name, value)));
    return new Section(heading, List.of(), facts.isEmpty() ? List.of() : table, "");
  }

  private Section model() {
    int trials = findings.ranking().standings().size();
    return new Section(
        "Model",
        List.of(
            Words.sentence(
                "A single model: the configuration of trial %d, the best of %d, trained once more"
                    + " on all rows but the test set's.",
                refit.trial(), trials)),
        List.of(
            List.of("what", "value"),
            List.of("file", subject.file()),
            List.of("SHA-256", refit.model().sha256()),
            List.of("bytes", Long.toString(refit.model().length()))),
        "");
  }

  private java.util.Optional<Standing> standing() {
    return findings.ranking().standings().stream()
        .filter(s -> s.number() == refit.trial())
        .findFirst();
  }

  private Section results() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("metric", "cross-validation", "95% interval", "test set"));
    for (String metric : findings.sweep().metrics()) {
      Estimate estimate = standing().flatMap(s -> s.metric(metric)).orElse(null);
      Double test = refit.test().get(metric);
      table.add(
          List.of(
              metric,
              estimate == null ? "" : estimate(estimate),
              estimate == null ? "" : Interval.of(estimate).map(ModelCard::interval).orElse(""),
              test == null ? "" : tested(metric, test)));
    }
    List<String> notes = new ArrayList<>();
    standing()
        .map(Standing::reached)
        .ifPresent(
            reached ->
                notes.add(
                    "Cross-validation: mean ± standard error of " + Words.budget(reached) + "."));
    notes.add(
        subject.testRows() > 0
            ? Words.sentence("Test set: %d rows that no trial saw.", subject.testRows())
            : "There was no test set.");
    return new Section("Results", notes, table, "");
  }

  private static String estimate(Estimate estimate) {
    return estimate.count() == 1
        ? Words.number(estimate.mean())
        : Words.number(estimate.mean()) + " ± " + Words.number(estimate.standardError());
  }

  private static String interval(Interval interval) {
    return Words.number(interval.low()) + " to " + Words.number(interval.high());
  }

  /** Accuracy is a share of rows, so its interval on the test set is known. */
  private String tested(String metric, double value) {
    return metric.equals("accuracy") && subject.testRows() > 0
        ? Words.number(value) + " (" + interval(Interval.ofShare(value, subject.testRows())) + ")"
        : Words.number(value);
  }

  private java.util.Optional<Section> classes() {
    return ofClasses()
        .map(
            all -> {
              List<List<String>> table = new ArrayList<>();
              table.add(List.of("class", "rows", "precision", "recall", "F1"));
              for (Performance.PerClass c : all.classes()) {
                table.add(
                    List.of(
                        c.name(),
                        Integer.toString(c.support()),
                        defined(c.precision()),
                        defined(c.recall()),
                        defined(c.f1())));
              }
              String note = "On the validation parts of the folds, together.";
              return new Section("Each class", List.of(note), table, "");
            });
  }

  private static String defined(double number) {
    return Double.isNaN(number) ? "–" : Words.number(number);
  }

  private java.util.Optional<Performance.Classes> ofClasses() {
    boolean first =
        findings.sound().stream().findFirst().filter(s -> s.number() == refit.trial()).isPresent();
    return findings.performance().stream()
        .filter(p -> first && p instanceof Performance.Classes)
        .map(p -> (Performance.Classes) p)
        .findFirst();
  }

  private java.util.Optional<Section> explained() {
    Explanation explanation =
        findings.sweep().evidence().explanation().apply(refit.trial()).orElse(null);
    if (explanation == null || explanation.rows() == 0) {
      return java.util.Optional.empty();
    }
    List<List<String>> table = new ArrayList<>();
    String note;
    if (explanation.images().isEmpty()) {
      note =
          Words.sentence(
              "By how much %s gets worse where a column is permuted among %d rows of the test set."
                  + " Of columns that tell the same, neither may seem to matter.",
              explanation.metric(), explanation.rows());
      table.add(List.of("input", "worse by", "deviation"));
      explanation.inputs().stream()
          .limit(INPUTS)
          .forEach(
              i ->
                  table.add(
                      List.of(i.name(), Words.number(i.worse()), Words.number(i.deviation()))));
    } else {
      note = "Images of the test set, patch by patch made grey; the report shows them.";
      table.add(List.of("image"));
      explanation.images().forEach(i -> table.add(List.of(ExplanationPart.caption(i))));
    }
    return java.util.Optional.of(
        new Section(
            "What its answers rest on", List.of(note), table.size() > 1 ? table : List.of(), ""));
  }

  private List<String> limits() {
    List<String> limits = new ArrayList<>();
    limits.add(
        "These numbers hold for rows that come as those of the data did, and for no others.");
    findings
        .leaders()
        .filter(l -> l.optimism() > 0 && l.all().get(0).standing().number() == refit.trial())
        .ifPresent(
            l ->
                limits.add(
                    Words.sentence(
                        "The cross-validated %s may be too good by about %s, as the trial was"
                            + " chosen for it; the test set's is not.",
                        findings.objective().metric(), Words.number(l.optimism()))));
    ofClasses()
        .ifPresent(
            all ->
                all.classes().stream()
                    .filter(c -> c.support() < FEW)
                    .forEach(
                        c ->
                            limits.add(
                                Words.sentence(
                                    "Class %s has %d validation rows: too few to tell how it does.",
                                    c.name(), c.support()))));
    if (subject.testRows() == 0) {
      limits.add("No rows were kept from the trials, so nothing here is free of that choice.");
    }
    return limits;
  }

  private Section environment() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("what", "value"));
    Page.environment(findings).forEach(fact -> table.add(List.of(fact.name(), fact.value())));
    table.add(List.of("Fold runs", Long.toString(findings.history().totals().foldRuns())));
    table.add(List.of("Epochs", Long.toString(findings.history().totals().epochs())));
    table.add(List.of("Work", Words.duration(findings.history().totals().elapsed())));
    return new Section("What it cost, and where it ran", List.of(), table, "");
  }
}
