package io.finesweep.config;

import io.finesweep.history.Bound;
import io.finesweep.metric.Goal;
import io.finesweep.metric.Metric;
import io.finesweep.metric.Metrics;
import io.finesweep.metric.Objective;
import io.finesweep.metric.Span;
import io.finesweep.trial.Names;
import io.finesweep.trial.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code objective} and {@code metrics} of the {@code sweep} section. */
final class ObjectiveReader {

  private static final String SUBJECT_TO = "subject-to";
  private static final String METRICS = "metrics";

  /** What the columns of a metric end in: its mean, deviation and standard error over folds. */
  private static final List<String> COLUMNS = List.of("", "_std", "_se");

  private static final Pattern BOUND =
      Pattern.compile(
          "\\s*(?<metric>[A-Za-z][\\w.-]*)\\s*(?<relation><=|>=)"
              + "\\s*(?<limit>[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*");

  private final Section sweep;
  private final Measuring measuring;

  ObjectiveReader(Section sweep, Measuring measuring) {
    this.sweep = sweep;
    this.measuring = measuring;
  }

  /** The objectives, the most important first; at least one. */
  List<Objective> objectives() {
    List<Objective> objectives = new ArrayList<>();
    boolean empty = sweep.raw("objective") instanceof Collection<?> items && items.isEmpty();
    if (empty || !sweep.has("objective")) {
      sweep.problem(
          "objective",
          "'" + sweep.path("objective") + "' is missing: it names the metric to make good.",
          "Maybe add objective = { metric = accuracy } to '" + sweep.path() + "'.");
    }
    Set<String> seen = new LinkedHashSet<>();
    for (Section section : sweep.sections("objective")) {
      Objective objective = objective(section);
      if (!objective.metric().isEmpty() && !seen.add(objective.metric())) {
        section.problem(
            "metric",
            "'"
                + section.path("metric")
                + "' is '"
                + objective.metric()
                + "', which is an objective already.",
            "Maybe remove one of the two.");
      }
      objectives.add(objective);
    }
    return objectives.isEmpty()
        ? List.of(new Objective("accuracy", Goal.MAXIMIZE))
        : List.copyOf(objectives);
  }

  private Objective objective(Section section) {
    String name = section.required("metric", "the metric to make good, such as accuracy or rmse");
    if (section.raw("metric") instanceof String) {
      requireName(section, "metric", name);
    }
    Optional<Metric> ours = Metrics.named(name);
    Goal goal = section.option("goal", ours.map(Metric::goal).orElse(Goal.MAXIMIZE));
    section.has("metric");
    section.end();
    if (ours.isPresent() && goal != ours.get().goal()) {
      section.problem(
          "goal",
          "'"
              + section.path("goal")
              + "' is "
              + lower(goal)
              + ", but '"
              + name
              + "' is better"
              + (goal == Goal.MAXIMIZE ? " where it is lower." : " where it is higher."),
          "Maybe leave it out: the goals of our own metrics are known.");
    } else if (ours.isEmpty() && !name.isEmpty()) {
      foreign(section, name);
    }
    return new Objective(ours.map(Metric::name).orElse(name), goal);
  }

  private void foreign(Section section, String name) {
    if (measuring == Measuring.INSIDE) {
      unknown(section, "metric", name);
    } else if (!section.has("goal")) {
      section.problem(
          "goal",
          "'"
              + section.path("goal")
              + "' is missing: '"
              + name
              + "' is no metric of ours, so only you know which way it is better.",
          "Maybe add goal = maximize or goal = minimize. " + Names.maybe(name, Metrics.names()));
    }
  }

  /** What metrics must not pass for a trial to win. */
  List<Bound> bounds() {
    List<Bound> bounds = new ArrayList<>();
    int position = 0;
    for (String text : sweep.texts(SUBJECT_TO, List.of())) {
      String key = SUBJECT_TO + "." + ++position;
      Matcher matcher = BOUND.matcher(text);
      if (!matcher.matches()) {
        sweep.problem(
            key,
            "\"" + text + "\" is no bound: a metric's name, <= or >=, and a number.",
            "Maybe write it like \"log-loss <= 0.5\".");
        continue;
      }
      String name = matcher.group("metric");
      Optional<Metric> ours = Metrics.named(name);
      if (ours.isEmpty() && measuring == Measuring.INSIDE) {
        unknown(sweep, key, name);
      }
      Bound bound =
          new Bound(
              ours.map(Metric::name).orElse(name),
              matcher.group("relation").equals("<=") ? Bound.Side.BELOW : Bound.Side.ABOVE,
              Double.parseDouble(matcher.group("limit")));
      check(key, bound, bounds);
      bounds.add(bound);
    }
    return bounds;
  }

  /** Says where no value is on the right side of {@code bound} and of {@code earlier} ones. */
  private void check(String key, Bound bound, List<Bound> earlier) {
    Span span = Metrics.span(bound.metric());
    if (!bound.isMetBy(span.nearest(bound.limit()))) {
      sweep.problem(
          key,
          "No trial can keep to '" + bound + "': " + bound.metric() + " is " + text(span) + ".",
          "Maybe correct the limit.");
    }
    for (Bound other : earlier) {
      if (other.metric().equals(bound.metric())
          && !other.isMetBy(bound.limit())
          && !bound.isMetBy(other.limit())) {
        sweep.problem(
            key,
            "No trial can keep to both '" + other + "' and '" + bound + "'.",
            "Maybe remove one of the two, or turn it round.");
      }
    }
  }

  private static String text(Span span) {
    boolean least = span.least() > Double.NEGATIVE_INFINITY;
    boolean most = span.most() < Double.POSITIVE_INFINITY;
    String low = Section.shown(span.least());
    String high = Section.shown(span.most());
    return least && most
        ? "from " + low + " to " + high
        : least ? "at least " + low : "at most " + high;
  }

  /** The names of all metrics to compute, the objectives first and bounded ones then. */
  List<String> metrics(List<Objective> objectives, List<Bound> bounds) {
    Map<String, String> keys = new LinkedHashMap<>();
    objectives.forEach(objective -> keys.putIfAbsent(objective.metric(), "objective"));
    bounds.forEach(bound -> keys.putIfAbsent(bound.metric(), SUBJECT_TO));
    for (String name : sweep.texts(METRICS, List.of())) {
      requireName(sweep, METRICS, name);
      Optional<Metric> ours = Metrics.named(name);
      if (ours.isEmpty() && measuring == Measuring.INSIDE) {
        unknown(sweep, METRICS, name);
      }
      keys.putIfAbsent(ours.map(Metric::name).orElse(name), METRICS);
    }
    requireColumns(keys);
    return List.copyOf(keys.keySet());
  }

  /** Says which metrics would share a column in the tables; names of columns have no case. */
  private void requireColumns(Map<String, String> keys) {
    Map<String, String> columns = new HashMap<>();
    keys.forEach(
        (name, key) -> {
          for (String ending : COLUMNS) {
            String column = Names.column("metric_", name) + ending;
            String other = columns.putIfAbsent(column.toLowerCase(Locale.ROOT), name);
            if (other != null && !other.equals(name)) {
              sweep.problem(
                  key,
                  "The metrics '"
                      + other
                      + "' and '"
                      + name
                      + "' would share the column '"
                      + column
                      + "' in the tables.",
                  "Maybe call one of them by another name.");
              return;
            }
          }
        });
  }

  private static void requireName(Section section, String key, String name) {
    if (name.isBlank()) {
      section.problem(
          key,
          "'" + section.path(key) + "' is an empty name.",
          "Maybe call the metric by what it measures, such as loss.");
    }
  }

  private static void unknown(Section section, String key, String name) {
    section.problem(
        key,
        "'"
            + section.path(key)
            + "' names '"
            + name
            + "', which is no metric that Finesweep"
            + " computes.",
        Names.maybe(name, Metrics.names()));
  }

  private static String lower(Goal goal) {
    return goal.name().toLowerCase(Locale.ROOT);
  }
}
