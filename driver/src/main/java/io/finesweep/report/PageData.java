package io.finesweep.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finesweep.analysis.Importance;
import io.finesweep.analysis.Interval;
import io.finesweep.analysis.Leaders;
import io.finesweep.analysis.LearningCurve;
import io.finesweep.analysis.Occupancy;
import io.finesweep.analysis.Progression;
import io.finesweep.analysis.RungLevel;
import io.finesweep.analysis.Standing;
import io.finesweep.history.Trial;
import io.finesweep.metric.Explanation;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Objective;
import io.finesweep.space.Parameter;
import io.finesweep.trial.Value;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the page's script draws from: columns over the trials, best first, and what was found. */
final class PageData {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MathContext DIGITS = new MathContext(6);
  private static final List<Trial.Status> STATUSES = List.of(Trial.Status.values());
  private static final int CURVES = 120;
  private static final int LANES = 3000;
  private static final int BINS = 150;
  private static final int INPUTS = 20;

  private final Findings findings;
  private final List<Standing> standings;

  private PageData(Findings findings) {
    this.findings = findings;
    this.standings = findings.ranking().standings();
  }

  /** The JSON, safe inside a script element. */
  static String of(Findings findings) {
    try {
      return JSON.writeValueAsString(new PageData(findings).tree()).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("objective", objective(findings.objective()));
    tree.put(
        "objectives",
        findings.sweep().terms().objectives().stream().map(PageData::objective).toList());
    tree.put("metrics", metrics());
    tree.put("parameters", findings.sweep().parameters().stream().map(this::parameter).toList());
    tree.put("trials", trials());
    tree.put("progress", findings.progression().steps().stream().map(PageData::step).toList());
    tree.put("curves", curves());
    findings.leaders().ifPresent(leaders -> tree.put("leaders", leaders(leaders)));
    findings.importance().ifPresent(i -> tree.put("importance", importance(i)));
    tree.put("effects", EffectsData.of(findings.effects(), findings.sweep().parameters()));
    tree.put("rungs", findings.rungs().stream().map(RungLevel::epochs).toList());
    tree.put("predictions", findings.performance().stream().map(PredictionsData::of).toList());
    findings.explanation().ifPresent(e -> tree.put("inputs", inputs(e)));
    tree.put("slots", slots(findings.occupancy()));
    return tree;
  }

  private static Map<String, Object> objective(Objective objective) {
    String goal = objective.goal().name().toLowerCase(Locale.ROOT);
    return Map.of("metric", objective.metric(), "goal", goal);
  }

  /** The objectives first, each once. */
  private List<String> metrics() {
    List<String> metrics = new ArrayList<>();
    findings.sweep().terms().objectives().forEach(o -> metrics.add(o.metric()));
    findings.sweep().metrics().stream().filter(m -> !metrics.contains(m)).forEach(metrics::add);
    return metrics;
  }

  private Map<String, Object> parameter(Parameter parameter) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", parameter.path());
    if (parameter instanceof Parameter.Choice choice) {
      tree.put("options", choice.options().stream().map(Words::value).toList());
    } else if (parameter instanceof Parameter.Real real) {
      range(tree, real.low(), real.high(), real.scale());
    } else if (parameter instanceof Parameter.Whole whole) {
      range(tree, (double) whole.low(), (double) whole.high(), whole.scale());
    }
    return tree;
  }

  private static void range(
      Map<String, Object> tree, double low, double high, Parameter.Scale scale) {
    tree.put("low", low);
    tree.put("high", high);
    tree.put("log", scale == Parameter.Scale.LOG);
  }

  private Map<String, Object> trials() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("number", column(Standing::number));
    tree.put("status", column(s -> STATUSES.indexOf(s.status())));
    tree.put("statuses", STATUSES.stream().map(s -> s.name().toLowerCase(Locale.ROOT)).toList());
    tree.put("folds", column(s -> s.reached() == null ? 0 : s.reached().folds()));
    tree.put("epochs", column(s -> s.reached() == null ? 0 : s.reached().epochs()));
    tree.put("front", column(Standing::front));
    tree.put("ended", column(this::ended));
    List<Object> means = new ArrayList<>();
    List<Object> errors = new ArrayList<>();
    for (String metric : metrics()) {
      means.add(column(s -> s.metric(metric).map(e -> rounded(e.mean())).orElse(null)));
      errors.add(
          column(
              s ->
                  s.metric(metric)
                      .filter(e -> e.count() > 1)
                      .map(e -> rounded(e.standardError()))
                      .orElse(null)));
    }
    tree.put("mean", means);
    tree.put("error", errors);
    tree.put("low", column(s -> interval(s).map(i -> rounded(i.low())).orElse(null)));
    tree.put("high", column(s -> interval(s).map(i -> rounded(i.high())).orElse(null)));
    tree.put("values", findings.sweep().parameters().stream().map(this::values).toList());
    return tree;
  }

  private @Nullable Object ended(Standing standing) {
    Long ended = findings.progression().ended().get(standing.number());
    return ended == null ? null : rounded(ended / 1000.0);
  }

  private Optional<Interval> interval(Standing standing) {
    String metric = findings.objective().metric();
    return standing.metric(metric).flatMap(e -> Interval.of(e, Metrics.span(metric)));
  }

  private List<@Nullable Object> column(Function<Standing, @Nullable Object> cell) {
    List<@Nullable Object> cells = new ArrayList<>();
    standings.forEach(standing -> cells.add(cell.apply(standing)));
    return cells;
  }

  /** Numbers, or indexes of options; null where the parameter was not active. */
  private List<@Nullable Object> values(Parameter parameter) {
    return column(
        standing -> {
          Value value = standing.configuration().value(parameter.path()).orElse(null);
          return value == null ? null : EffectsData.plain(parameter, value);
        });
  }

  private static List<@Nullable Object> step(Progression.Step step) {
    return Arrays.asList(
        rounded(step.elapsed() / 1000.0),
        rounded(step.value()),
        step.trial(),
        step.reached().folds(),
        step.reached().epochs());
  }

  /** The curves of the best, and of others evenly spread over the ranking. */
  private List<Object> curves() {
    List<Integer> chosen = new ArrayList<>();
    int best = Math.min(standings.size(), CURVES / 3);
    int others = Math.min(standings.size() - best, CURVES - best);
    for (int i = 0; i < best; i++) {
      chosen.add(standings.get(i).number());
    }
    for (int i = 0; i < others; i++) {
      int place = best + (int) ((long) i * (standings.size() - best) / others);
      chosen.add(standings.get(place).number());
    }
    return LearningCurve.of(findings.sweep().events(), chosen, findings.objective().metric())
        .stream()
        .map(PageData::curve)
        .toList();
  }

  private static Object curve(LearningCurve curve) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("trial", curve.trial());
    tree.put("epochs", curve.points().stream().map(LearningCurve.Point::epoch).toList());
    tree.put("value", numbers(curve.points(), LearningCurve.Point::value));
    tree.put("loss", numbers(curve.points(), LearningCurve.Point::loss));
    return tree;
  }

  private static List<@Nullable Object> numbers(
      List<LearningCurve.Point> points, Function<LearningCurve.Point, Double> number) {
    List<@Nullable Object> numbers = new ArrayList<>();
    points.forEach(point -> numbers.add(rounded(number.apply(point))));
    return numbers;
  }

  private static List<Object> leaders(Leaders leaders) {
    List<Object> trees = new ArrayList<>();
    for (Leaders.Leader leader : leaders.all()) {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      tree.put("trial", leader.standing().number());
      tree.put("folds", Arrays.stream(leader.folds()).mapToObj(PageData::rounded).toList());
      tree.put("best", rounded(leader.probability()));
      trees.add(tree);
    }
    return trees;
  }

  private static List<Object> inputs(Explanation explanation) {
    List<Object> inputs = new ArrayList<>();
    explanation.inputs().stream()
        .limit(INPUTS)
        .forEach(i -> inputs.add(List.of(i.name(), round(i.worse()), round(i.deviation()))));
    return inputs;
  }

  private static List<Object> importance(Importance importance) {
    List<Object> trees = new ArrayList<>();
    for (Importance.Share share : importance.parameters()) {
      trees.add(List.of(share.path(), round(share.share()), round(share.chance())));
    }
    return trees;
  }

  private static Map<String, Object> slots(Occupancy occupancy) {
    Map<String, Object> tree = new LinkedHashMap<>();
    int bins = Math.max(1, Math.min(BINS, occupancy.steps().size() / 4));
    double[] means = occupancy.means(bins);
    tree.put("end", round(occupancy.end() / 1000.0));
    tree.put("means", Arrays.stream(means).mapToObj(PageData::round).toList());
    if (occupancy.runs().size() <= LANES) {
      tree.put("runs", occupancy.runs().stream().map(PageData::run).toList());
    }
    return tree;
  }

  private static List<Object> run(Occupancy.Run run) {
    return List.of(
        run.id().trial(),
        run.id().fold(),
        run.lane(),
        round(run.from() / 1000.0),
        round(run.to() / 1000.0),
        run.end().name().toLowerCase(Locale.ROOT));
  }

  /** Six digits; null for what JSON cannot say. */
  static @Nullable Double rounded(double number) {
    return Double.isFinite(number) ? round(number) : null;
  }

  static double round(double number) {
    return BigDecimal.valueOf(number).round(DIGITS).doubleValue();
  }
}
