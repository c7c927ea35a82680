package io.finesweep.report;

import io.finesweep.analysis.Importance;
import io.finesweep.analysis.Leaders;
import io.finesweep.analysis.Performance;
import io.finesweep.analysis.RungLevel;
import io.finesweep.analysis.Standing;
import io.finesweep.data.Dataset;
import io.finesweep.data.DatasetDescription;
import io.finesweep.history.Estimate;
import io.finesweep.history.Event;
import io.finesweep.history.Recorded;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Objective;
import io.finesweep.trial.FoldResult;
import io.finesweep.trial.Usage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the template of a sweep's report shows: texts, ready to be escaped. */
public record Page(
    SweepRecord.Origin origin,
    String objective,
    List<String> summary,
    List<String> hints,
    List<Fact> facts,
    List<Row> ranking,
    int trials,
    List<LeaderRow> leaders,
    List<ImportanceRow> importance,
    String importanceNote,
    EffectsPart effects,
    List<RungRow> rungs,
    Front front,
    PredictionsPart predictions,
    ExplanationPart explanation,
    List<Beside> evaluations,
    List<Failure> failures,
    int lost,
    List<Fact> data,
    List<Fact> environment,
    Assets assets,
    String script) {

  private static final int FIRST = 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A name and what it is. */
  public record Fact(String name, String value) {}

  /** One trial in the ranking that is there before any script has run. */
  public record Row(
      int rank, int trial, String status, String value, String budget, String parameters) {}

  /** One leader beside the first. */
  public record LeaderRow(
      int trial, String mean, String difference, String interval, String p, String best) {}

  /** One parameter's importance. */
  public record ImportanceRow(String path, String share, String chance, String trials) {}

  /** What failed for one reason. */
  public record Failure(String reason, String count, String trials) {}

  /** One rung of the ladder. */
  public record RungRow(
      int epochs, int trials, String further, String best, String median, String foretold) {}

  /**
   * The trials that no other is better than in one objective and nowhere worse; without metrics
   * where there is one objective.
   *
   * @param hypervolume of what they dominate, empty where it is larger than any number
   */
  public record Front(List<String> metrics, List<FrontRow> rows, String hypervolume) {}

  /** One trial on it, its values in the order of the metrics. */
  public record FrontRow(int trial, List<String> values, String parameters) {}

  static Page of(Findings findings, Assets assets) {
    Summary summary = new Summary(findings);
    Optional<Dataset> data = findings.sweep().evidence().data().get();
    RowViews views = RowViews.of(data, rows(findings), findings.explanation());
    return new Page(
        findings.sweep().origin(),
        findings.sweep().terms().objectives().stream()
            .map(Page::goal)
            .collect(Collectors.joining("; ")),
        summary.sentences(),
        summary.hints(),
        facts(findings),
        findings.ranking().standings().stream().limit(FIRST).map(s -> row(s, findings)).toList(),
        findings.ranking().standings().size(),
        findings.leaders().map(Page::leaders).orElse(List.of()),
        findings.importance().map(Page::importance).orElse(List.of()),
        findings.importance().map(Page::note).orElse(""),
        EffectsPart.of(findings),
        findings.rungs().stream().map(Page::rung).toList(),
        front(findings),
        PredictionsPart.of(findings.performance(), views),
        findings
            .refit()
            .flatMap(
                refit ->
                    findings.explanation().map(e -> ExplanationPart.of(refit.trial(), e, views)))
            .orElseGet(ExplanationPart::none),
        Beside.of(findings.sweep().evidence().evaluations().get()),
        failures(findings.broken()),
        findings.occupancy().lost(),
        data.map(Page::data).orElse(List.of()),
        environment(findings),
        assets,
        PageData.of(findings));
  }

  private static String goal(Objective objective) {
    String better = objective.goal() == Goal.MAXIMIZE ? "higher" : "lower";
    return objective.metric() + ", " + better + " is better";
  }

  /** The rows of the data set that the page looks at. */
  private static int[] rows(Findings findings) {
    return IntStream.concat(
            findings.performance().stream()
                .flatMap(p -> p.worst().stream())
                .mapToInt(Performance.Mistake::row),
            findings.explanation().stream()
                .flatMap(e -> e.images().stream())
                .mapToInt(Explanation.Occluded::row))
        .toArray();
  }

  private static List<Fact> data(Dataset data) {
    DatasetDescription description = data.description();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Rows", Integer.toString(description.rows())));
    List<String> features =
        description.features().stream()
            .limit(FIRST)
            .map(f -> f.name() + " (" + f.kind() + ")")
            .toList();
    String more = description.features().size() > FIRST ? ", …" : "";
    facts.add(new Fact("Features", String.join(", ", features) + more));
    if (description.target() instanceof DatasetDescription.Classes classes) {
      List<String> counts =
          classes.counts().entrySet().stream().map(c -> c.getKey() + ": " + c.getValue()).toList();
      facts.add(new Fact("Classes", String.join(", ", counts)));
    } else if (description.target() instanceof DatasetDescription.Outputs outputs) {
      for (DatasetDescription.Output output : outputs.outputs()) {
        String range = Words.number(output.low()) + " to " + Words.number(output.high());
        facts.add(new Fact(output.name(), range + ", mean " + Words.number(output.mean())));
      }
    }
    facts.add(new Fact("SHA-256", data.contentHash()));
    return facts;
  }

  private static List<Fact> facts(Findings findings) {
    List<Fact> facts = new ArrayList<>();
    String metric = findings.objective().metric();
    findings.sound().stream()
        .findFirst()
        .flatMap(s -> s.metric(metric))
        .ifPresent(e -> facts.add(new Fact("best " + metric, text(e))));
    findings
        .refit()
        .map(refit -> refit.test().get(metric))
        .ifPresent(value -> facts.add(new Fact(metric + " on the test set", Words.number(value))));
    findings
        .history()
        .ensemble()
        .map(ensemble -> ensemble.test().get(metric))
        .ifPresent(
            value -> facts.add(new Fact(metric + " of the ensemble there", Words.number(value))));
    facts.add(new Fact("trials", Integer.toString(findings.ranking().standings().size())));
    facts.add(new Fact("fold runs", Long.toString(findings.history().totals().foldRuns())));
    facts.add(new Fact("epochs", Long.toString(findings.history().totals().epochs())));
    facts.add(new Fact("work", Words.duration(findings.history().totals().elapsed())));
    return facts;
  }

  private static String text(Estimate estimate) {
    return estimate.count() == 1
        ? Words.number(estimate.mean())
        : Words.number(estimate.mean()) + " ± " + Words.number(estimate.standardError());
  }

  private static Row row(Standing standing, Findings findings) {
    return new Row(
        standing.rank(),
        standing.number(),
        standing.status().name().toLowerCase(Locale.ROOT),
        standing.metric(findings.objective().metric()).map(Page::text).orElse(""),
        standing.reached() == null
            ? ""
            : standing.reached().folds() + " × " + standing.reached().epochs(),
        Words.parameters(standing.configuration()));
  }

  private static List<LeaderRow> leaders(Leaders leaders) {
    List<LeaderRow> rows = new ArrayList<>();
    for (Leaders.Leader leader : leaders.all()) {
      double mean =
          java.util.Arrays.stream(leader.folds())
              .filter(v -> !Double.isNaN(v))
              .average()
              .orElse(Double.NaN);
      rows.add(
          new LeaderRow(
              leader.standing().number(),
              Words.number(mean),
              leader.behind().map(c -> Words.signed(c.difference())).orElse("–"),
              leader
                  .behind()
                  .map(
                      c ->
                          Words.signed(c.interval().low())
                              + " to "
                              + Words.signed(c.interval().high()))
                  .orElse("–"),
              leader.behind().map(Summary::probability).orElse("–"),
              Double.isNaN(leader.probability()) ? "–" : Words.percent(leader.probability())));
    }
    return rows;
  }

  private static List<ImportanceRow> importance(Importance importance) {
    return importance.parameters().stream()
        .map(
            s ->
                new ImportanceRow(
                    s.path(),
                    Words.percent(s.share()),
                    Words.percent(s.chance()),
                    Integer.toString(s.trials())))
        .toList();
  }

  private static String note(Importance importance) {
    return Words.sentence(
        "By PED-ANOVA: how differently the best %d of %d trials (at %s) spread over each"
            + " parameter.",
        importance.top(), importance.trials(), Words.count(importance.epochs(), "epoch"));
  }

  private static RungRow rung(RungLevel level) {
    return new RungRow(
        level.epochs(),
        level.trials(),
        Double.isNaN(level.foretold()) && level.further() == 0
            ? "–"
            : Integer.toString(level.further()),
        Words.number(level.best()),
        Words.number(level.median()),
        Double.isNaN(level.foretold()) ? "–" : Words.sentence("%.2f", level.foretold()));
  }

  private static Front front(Findings findings) {
    List<String> metrics =
        findings.sweep().terms().objectives().stream().map(Objective::metric).toList();
    List<Standing> sound = findings.sound();
    if (metrics.size() < 2 || sound.isEmpty()) {
      return new Front(List.of(), List.of(), "");
    }
    return new Front(
        metrics,
        sound.stream()
            .filter(s -> s.front() == 1 && Objects.equals(s.reached(), sound.get(0).reached()))
            .map(
                s ->
                    new FrontRow(
                        s.number(),
                        metrics.stream().map(m -> s.metric(m).map(Page::text).orElse("")).toList(),
                        Words.parameters(s.configuration())))
            .toList(),
        findings.ranking().hypervolume().stream().mapToObj(Words::number).findFirst().orElse(""));
  }

  private static List<Failure> failures(List<Standing> broken) {
    Map<String, List<Integer>> byReason = new LinkedHashMap<>();
    for (Standing standing : broken) {
      byReason
          .computeIfAbsent(standing.reason(), reason -> new ArrayList<>())
          .add(standing.number());
    }
    List<Failure> failures = new ArrayList<>();
    byReason.forEach(
        (reason, trials) -> {
          List<String> some = trials.stream().limit(FIRST).map(n -> Integer.toString(n)).toList();
          String more = trials.size() > FIRST ? " …" : "";
          String numbers = String.join(", ", some) + more;
          failures.add(new Failure(reason, Integer.toString(trials.size()), numbers));
        });
    return failures;
  }

  static List<Fact> environment(Findings findings) {
    TreeSet<String> hosts = new TreeSet<>();
    TreeSet<String> paths = new TreeSet<>();
    TreeSet<String> drivers = new TreeSet<>();
    for (Recorded recorded : findings.sweep().events()) {
      if (recorded.event() instanceof Event.Finished finished) {
        Usage usage = usage(finished.result());
        hosts.add(usage.host());
        paths.add(usage.numericPath());
      } else if (recorded.event() instanceof Event.Opened opened) {
        drivers.add(opened.driver());
      }
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Search", findings.sweep().origin().strategy()));
    List<Recorded> events = findings.sweep().events();
    if (!events.isEmpty()) {
      facts.add(new Fact("Begun", time(events.get(0).at())));
      facts.add(new Fact("Last event", time(events.get(events.size() - 1).at())));
    }
    facts.add(new Fact("Drivers", joined(drivers)));
    facts.add(new Fact("Hosts", joined(hosts)));
    facts.add(new Fact("Numeric path", joined(paths)));
    facts.add(new Fact("Stored in", findings.sweep().origin().folder()));
    return facts;
  }

  private static Usage usage(FoldResult result) {
    return result.usage();
  }

  private static String time(long at) {
    return TIME.format(Instant.ofEpochMilli(at));
  }

  private static String joined(TreeSet<String> texts) {
    List<String> some = texts.stream().filter(t -> !t.isEmpty()).limit(FIRST).toList();
    String more = texts.size() > FIRST ? ", and " + (texts.size() - FIRST) + " more" : "";
    return some.isEmpty() ? "–" : String.join(", ", some) + more;
  }
}
