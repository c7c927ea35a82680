package io.finesweep.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.finesweep.analysis.Interval;
import io.finesweep.analysis.Measured;
import io.finesweep.analysis.Performance;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Estimate;
import io.finesweep.history.Event;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Predictions;
import io.finesweep.metric.PredictionsFile;
import io.finesweep.report.Card.Section;
import io.finesweep.trial.Blob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What whoever uses a model must know of it (Mitchell et al., Model cards for model reporting,
 * 2019), written from what the sweep recorded.
 */
public final class ModelCard {

  private static final int FEW = 30;
  private static final int INPUTS = 12;

  private final Findings findings;
  private final Model model;
  private final Subject subject;

  private ModelCard(Findings findings, Model model, Subject subject) {
    this.findings = findings;
    this.model = model;
    this.subject = subject;
  }

  /**
   * What came out of a sweep.
   *
   * @param trials whose configurations it has, most votes first; several predict together
   * @param test the metrics on the test set, by name; none where there is no test set
   */
  public record Model(List<Integer> trials, SortedMap<String, Double> test, Blob file) {
    public Model {
      trials = List.copyOf(trials);
      test = Collections.unmodifiableSortedMap(new TreeMap<>(test));
    }

    private int first() {
      return trials.get(0);
    }

    private boolean isSingle() {
      return trials.size() == 1;
    }

    private String name() {
      return isSingle() ? "trial " + first() : "trials " + Words.list(trials) + " together";
    }
  }

  /**
   * What the model said of the test set.
   *
   * @param measured all metrics, with intervals
   */
  public record Tested(Predictions predictions, Measured measured) {}

  /**
   * What the configuration and the data say of the model.
   *
   * @param purpose a sentence
   * @param file the model's
   * @param data facts, by name
   * @param settings it was trained with, by key
   * @param testRows how many rows were kept from all trials
   * @param tested null where there is no test set, or it could not be predicted again
   */
  public record Subject(
      String purpose,
      String file,
      Map<String, String> data,
      Map<String, String> settings,
      int testRows,
      @Nullable Tested tested) {}

  /**
   * A card in both forms.
   *
   * @param markdown for repositories
   * @param html for browsers
   */
  public record Texts(String markdown, String html) {}

  /** The card of a model. */
  public static Texts of(SweepRecord sweep, Model model, Subject subject) {
    Card card = new ModelCard(Findings.of(sweep), model, subject).card();
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
    classes().or(this::outputs).ifPresent(sections::add);
    explained().ifPresent(sections::add);
    sections.add(text("Known limits", limits()));
    sections.add(facts("Trained with", subject.settings()));
    sections.add(environment());
    String repeat = findings.sweep().origin().repeat();
    sections.add(new Section("How to repeat it", List.of(), List.of(), repeat));
    String name = findings.sweep().origin().name();
    return new Card("Model of " + model.name() + ", sweep " + name, sections);
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
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(
        model.isSingle()
            ? Words.sentence(
                "A single model: the configuration of trial %d, the best of %d, trained once"
                    + " more on all rows but the test set's.",
                model.first(), trials)
            : Words.sentence(
                "An ensemble: the configurations of trials %s out of %d, each trained once more"
                    + " on all rows but the test set's, predict together; a trial's vote weighs"
                    + " as often as it was chosen.",
                Words.list(model.trials()), trials));
    ensemble()
        .ifPresent(
            ensemble ->
                paragraphs.add(
                    Words.sentence(
                        "Why it was made: %s.", Words.gain(ensemble, findings.objective()))));
    return new Section(
        "Model",
        paragraphs,
        List.of(
            List.of("what", "value"),
            List.of("file", subject.file()),
            List.of("SHA-256", model.file().sha256()),
            List.of("bytes", Long.toString(model.file().length()))),
        "");
  }

  /** How the ensemble was chosen, where the model is that. */
  private Optional<Event.Ensembled> ensemble() {
    return findings
        .history()
        .ensemble()
        .filter(e -> !model.isSingle() && e.votes().keySet().containsAll(model.trials()));
  }

  private Optional<Standing> standing() {
    return findings.ranking().standings().stream()
        .filter(s -> model.isSingle() && s.number() == model.first())
        .findFirst();
  }

  private Section results() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("metric", "cross-validation", "95% interval", "test set"));
    for (String metric : metrics()) {
      Estimate estimate = standing().flatMap(s -> s.metric(metric)).orElse(null);
      table.add(
          List.of(
              metric,
              estimate == null ? "" : estimate(estimate),
              estimate == null ? "" : text(Interval.of(estimate, Metrics.span(metric))),
              tested(metric)));
    }
    List<String> notes = new ArrayList<>();
    if (subject.tested() != null) {
      notes.add(
          "Intervals of the test set are of 95%, by a bootstrap over its rows"
              + " (finesweep evaluate gives the same).");
    }
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

  private static String text(Optional<Interval> interval) {
    return interval.map(ModelCard::interval).orElse("");
  }

  private static String interval(Interval interval) {
    return Words.number(interval.low()) + " to " + Words.number(interval.high());
  }

  /** Those of the sweep, then all that the test set gave. */
  private Set<String> metrics() {
    Set<String> metrics = new LinkedHashSet<>(findings.sweep().metrics());
    Tested tested = subject.tested();
    if (tested != null) {
      tested.measured().figures().forEach(figure -> metrics.add(figure.metric().name()));
    }
    return metrics;
  }

  private String tested(String metric) {
    Tested tested = subject.tested();
    if (tested != null) {
      return tested.measured().figures().stream()
          .filter(figure -> figure.metric().name().equals(metric))
          .map(ModelCard::figure)
          .findFirst()
          .orElse("");
    }
    Double test = model.test().get(metric);
    return test == null ? "" : Words.number(test);
  }

  private static String figure(Measured.Figure figure) {
    Interval interval = figure.interval();
    return interval == null
        ? Words.number(figure.value())
        : Words.number(figure.value()) + " (" + interval(interval) + ")";
  }

  private Optional<Section> classes() {
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
              return new Section("Each class", List.of(where()), table, "");
            });
  }

  private String where() {
    return subject.tested() == null
        ? "On the validation parts of the folds, together."
        : "On the test set.";
  }

  private Optional<Section> outputs() {
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of("output", "rows", "mean error", "mean size of the error", "root mean square"));
    for (Performance performance : performance()) {
      if (performance instanceof Performance.Numbers of) {
        table.add(
            List.of(
                of.output(),
                Integer.toString(of.rows()),
                Words.number(of.errors().mean()),
                Words.number(of.errors().size()),
                Words.number(of.errors().rootMeanSquare())));
      }
    }
    String note =
        where() + " In the output's own unit; an error is the predicted value less the true one.";
    return table.size() > 1
        ? Optional.of(new Section("Each output", List.of(note), table, ""))
        : Optional.empty();
  }

  private static String defined(double number) {
    return Double.isNaN(number) ? "–" : Words.number(number);
  }

  private Optional<Performance.Classes> ofClasses() {
    return performance().stream()
        .filter(Performance.Classes.class::isInstance)
        .map(Performance.Classes.class::cast)
        .findFirst();
  }

  private Optional<Section> explained() {
    Explanation explanation =
        model.isSingle()
            ? findings.sweep().evidence().explanation().apply(model.first()).orElse(null)
            : null;
    if (explanation == null || explanation.rows() == 0) {
      return Optional.empty();
    }
    List<List<String>> table = new ArrayList<>();
    String note;
    if (explanation.images().isEmpty()) {
      note =
          Words.sentence(
              "By how much %s gets worse where a column is permuted among %d rows of the test set,"
                  + " or a word gives way to words drawn from all their texts. Of inputs that tell the same, neither may seem to matter.",
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
    return Optional.of(
        new Section(
            "What its answers rest on", List.of(note), table.size() > 1 ? table : List.of(), ""));
  }

  /** On the test set, or else on the folds of the leader. */
  private List<Performance> performance() {
    Tested tested = subject.tested();
    if (tested != null) {
      int[] rows = IntStream.range(0, tested.predictions().size()).toArray();
      return Performance.of(List.of(new PredictionsFile(rows, tested.predictions())));
    }
    boolean leads =
        findings.sound().stream()
            .findFirst()
            .filter(s -> model.isSingle() && s.number() == model.first())
            .isPresent();
    return leads ? findings.performance() : List.of();
  }

  private List<String> limits() {
    List<String> limits = new ArrayList<>();
    limits.add(
        "These numbers hold for rows that come as those of the data did, and for no others.");
    findings
        .leaders()
        .filter(
            l ->
                model.isSingle()
                    && l.optimism() > 0
                    && l.all().get(0).standing().number() == model.first())
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
                                    "Class %s has %d such rows: too few to tell how it does.",
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
    table.add(List.of("Trials", Integer.toString(findings.ranking().standings().size())));
    table.add(List.of("Fold runs", Long.toString(findings.history().totals().foldRuns())));
    table.add(List.of("Epochs", Long.toString(findings.history().totals().epochs())));
    table.add(List.of("Work", Words.duration(findings.history().totals().elapsed())));
    return new Section("What it cost, and where it ran", List.of(), table, "");
  }
}
